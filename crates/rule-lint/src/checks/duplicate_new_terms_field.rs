//! A new terms field twice.

use std::collections::BTreeMap;

use diagnostics::{Page, Severity};
use rule_schema::{RuleKind, RuleType};

use crate::check::{Check, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/duplicate-new-terms-field",
        severity: Severity::Error,
        what: "A new terms rule has a field twice.",
        why: "The second adds nothing to the combination; Elastic's tests fail.",
        bad: r#"[rule]
type = "new_terms"

[rule.new_terms]
field = "new_terms_fields"
value = ["host.id", "host.id"]

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
    fix: "remove one of the two",
    sources: &[Source::Corpus(61)],
    types: &[RuleType::NewTerms],
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let RuleKind::NewTerms(data) = &rule.rule().kind else { return };
    let Some(terms) = data.new_terms.as_ref().map(|terms| &terms.value) else { return };

    let mut seen = BTreeMap::new();
    for field in terms.value.iter().flatten().filter(|field| !field.value.is_empty()) {
        let first = *seen.entry(field.value.as_str()).or_insert(field.span);
        if first != field.span {
            found
                .add(field.span, format!("the field `{}` is there twice", field.value))
                .place(first, "the first");
        }
    }
}
