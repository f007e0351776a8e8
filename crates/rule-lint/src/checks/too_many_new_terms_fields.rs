//! More new terms fields than an older stack takes.

use diagnostics::{Page, Severity};
use rule_schema::{RuleKind, RuleType};

use crate::check::{Check, Need, Run, Source};
use crate::found::Found;
use crate::stack::{self, Stack};
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/too-many-new-terms-fields",
        severity: Severity::Error,
        what: "A new terms rule has several fields on a stack before 8.6.",
        why: "Stacks before 8.6 take one field and refuse the rule.",
        bad: r#"# stacks 8.5.0

[rule]
type = "new_terms"

[rule.new_terms]
field = "new_terms_fields"
value = ["host.id", "process.executable"]

[[rule.new_terms.history_window_start]]
field = "history_window_start"
value = "now-7d"
"#,
        good: r#"[rule]
type = "new_terms"

[rule.new_terms]
field = "new_terms_fields"
value = ["host.id", "process.executable"]

[[rule.new_terms.history_window_start]]
field = "history_window_start"
value = "now-7d"
"#,
    },
    fix: "name one field, or raise `metadata.min_stack_version` to 8.6",
    sources: &[Source::Corpus(60)],
    types: &[RuleType::NewTerms],
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let RuleKind::NewTerms(data) = &rule.rule().kind else { return };
    let Some(terms) = data.new_terms.as_ref().map(|terms| &terms.value) else { return };

    let (Some(fields), Some(oldest)) = (&terms.value, stack::of(rule, context)) else { return };
    if matches!(fields.len(), 2 | 3) && oldest < Stack(8, 6) {
        found.add(fields.span, format!("stack {oldest} takes one field, not {}", fields.len()));
    }
}
