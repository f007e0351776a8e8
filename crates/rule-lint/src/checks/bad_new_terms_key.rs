//! New terms under another key.

use diagnostics::{Page, Safety, Severity};
use rule_schema::{RuleKind, RuleType};

use crate::check::{Check, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/bad-new-terms-key",
        severity: Severity::Error,
        what: "The `field` of `[rule.new_terms]` is not `new_terms_fields`.",
        why: "Kibana gets the fields under that one key; Elastic's tests fail.",
        bad: r#"[rule]
type = "new_terms"

[rule.new_terms]
field = "new_terms"
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
    fix: "write `field = \"new_terms_fields\"`",
    sources: &[Source::Corpus(58)],
    types: &[RuleType::NewTerms],
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let RuleKind::NewTerms(data) = &rule.rule().kind else { return };
    let Some(terms) = data.new_terms.as_ref().map(|terms| &terms.value) else { return };

    if let Some(field) = terms
        .field
        .as_ref()
        .filter(|field| field.value != "new_terms_fields" && !field.value.is_empty())
    {
        let message =
            format!("the new terms have the key `{}`, not `new_terms_fields`", field.value);
        found.add(field.span, message).write(field.span, "new_terms_fields", Safety::Safe);
    }
}
