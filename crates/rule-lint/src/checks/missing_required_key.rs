//! A key that the policy wants.

use diagnostics::{Page, Severity, Span};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/missing-required-key",
        severity: Severity::Error,
        what: "A rule lacks a key that the `required` list of `eqlc.toml` names.",
        why: "The repository has agreed to have it in every rule.",
        bad: r#"# required rule.false_positives
[rule]
name = "Shell of a Web Server"
"#,
        good: r#"# required rule.false_positives
[rule]
false_positives = ["Deployment scripts of the web server"]
"#,
    },
    fix: "add the key",
    sources: &[Source::Own],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    for key in context.policy.required.iter().filter(|key| rule.lacks(key)) {
        found.add(place(rule, key), format!("every rule of this repository has `{key}`"));
    }
}

/// The header of the table that lacks it.
fn place(rule: &RuleView<'_>, key: &str) -> Span {
    if key.starts_with("metadata.") { rule.file.metadata.span } else { rule.header() }
}
