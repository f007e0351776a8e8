//! New terms of a field that the data does not have.

use diagnostics::{Page, Severity};
use rule_schema::{RuleKind, RuleType};

use super::unknown_field;
use crate::check::{Check, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/unknown-new-terms-field",
        severity: Severity::Error,
        what: "A field of a new terms rule is in no schema of the data.",
        why: "A field without values has no new ones, so that the rule never finds anything; Elastic's tests fail.",
        bad: r#"[rule]
type = "new_terms"

[rule.new_terms]
field = "new_terms_fields"
value = ["host.id", "process.executabel"]

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
    fix: "correct the field",
    sources: &[Source::Corpus(59)],
    types: &[RuleType::NewTerms],
    needs: Need::Schema,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let RuleKind::NewTerms(data) = &rule.rule().kind else { return };
    let Some(terms) = data.new_terms.as_ref().map(|terms| &terms.value) else { return };
    let fields = terms.value.iter().flatten().filter(|field| !field.value.is_empty());
    for field in fields {
        unknown_field::report(&field.value, field.span, context, found);
    }
}
