//! A building block rule without its tag.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, tags};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/missing-building-block-tag",
        severity: Severity::Error,
        what: "A building block rule lacks the tag `Rule Type: BBR`.",
        why: "The tag tells building blocks from rules whose alerts people see; Elastic's tests fail.",
        bad: r#"# file: rules_building_block/execution_shell.toml
[rule]
building_block_type = "default"
from = "now-119m"
interval = "60m"
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend"]
"#,
        good: r#"# file: rules_building_block/execution_shell.toml
[rule]
building_block_type = "default"
from = "now-119m"
interval = "60m"
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend", "Rule Type: BBR"]
"#,
    },
    fix: "add the tag `Rule Type: BBR`",
    sources: &[Source::Corpus(17)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    if rule.is_building_block() {
        let message = "a building block rule has the tag `Rule Type: BBR`".to_owned();
        tags::missing(rule, "Rule Type: BBR", message, found);
    }
}
