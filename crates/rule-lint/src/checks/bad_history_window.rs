//! A history window under another name or more than one.

use diagnostics::{Page, Safety, Severity};
use rule_schema::{RuleKind, RuleType};

use crate::check::{Check, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/bad-history-window",
        severity: Severity::Error,
        what: "A new terms rule has no or several history windows, or one that is not called `history_window_start`.",
        why: "Kibana gets the start of the history under that one key; Elastic's tests fail.",
        bad: r#"[rule]
type = "new_terms"

[rule.new_terms]
field = "new_terms_fields"
value = ["host.id", "process.executable"]

[[rule.new_terms.history_window_start]]
field = "history_window"
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
    fix: "have one entry with `field = \"history_window_start\"`",
    sources: &[Source::Corpus(57)],
    types: &[RuleType::NewTerms],
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let RuleKind::NewTerms(data) = &rule.rule().kind else { return };
    let Some(terms) = data.new_terms.as_ref().map(|terms| &terms.value) else { return };

    let Some(windows) = &terms.history_window_start else { return };
    if windows.len() != 1 {
        found.add(windows.span, format!("the rule has {} history windows, not one", windows.len()));
    }
    let fields = windows.iter().filter_map(|window| window.field.as_ref());
    for field in
        fields.filter(|field| field.value != "history_window_start" && !field.value.is_empty())
    {
        found.add(field.span, format!("the history window is called `{}`", field.value)).write(
            field.span,
            "history_window_start",
            Safety::Safe,
        );
    }
}
