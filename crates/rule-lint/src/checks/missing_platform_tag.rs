//! A rule in the folder of an operating system without its tag.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, tags};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/missing-platform-tag",
        severity: Severity::Error,
        what: "A rule in the folder `linux`, `macos` or `windows` lacks the tag of that operating system.",
        why: "Filters by operating system in Kibana miss the rule; Elastic's tests fail.",
        bad: r#"# file: rules/windows/execution_shell.toml
[rule]
tags = ["Domain: Endpoint", "Tactic: Execution", "Data Source: Elastic Defend"]
"#,
        good: r#"# file: rules/windows/execution_shell.toml
[rule]
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend"]
"#,
    },
    fix: "add the tag",
    sources: &[Source::Corpus(19)],
    types: LOADABLE,
    needs: Need::Repository,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let Some(tag) = context.policy.platforms.get(rule.folder()) else { return };
    let message = format!("rules in the folder `{}` have the tag `{tag}`", rule.folder());
    tags::missing(rule, tag, message, found);
}
