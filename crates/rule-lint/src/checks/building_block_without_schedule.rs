//! A building block rule on the default schedule.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/building-block-without-schedule",
        severity: Severity::Error,
        what: "A building block rule lacks `from` or `interval`.",
        why: "Building block rules run seldom over a long time to spare the cluster; Elastic refuses one that does not say when.",
        bad: r#"# file: rules_building_block/execution_shell.toml
[rule]
building_block_type = "default"
from = "now-119m"
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend", "Rule Type: BBR"]
"#,
        good: r#"# file: rules_building_block/execution_shell.toml
[rule]
building_block_type = "default"
from = "now-119m"
interval = "60m"
tags = ["Domain: Endpoint", "OS: Windows", "Tactic: Execution", "Data Source: Elastic Defend", "Rule Type: BBR"]
"#,
    },
    fix: "add `from = \"now-119m\"` and `interval = \"60m\"`, or set `metadata.bypass_bbr_timing`",
    sources: &[Source::Load(16)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    if !rule.is_building_block() || is_exempt(rule) {
        return;
    }
    for key in ["from", "interval"].into_iter().filter(|key| rule.lacks(&format!("rule.{key}"))) {
        found.add(rule.header(), format!("a building block rule must have `{key}`"));
    }
}

fn is_exempt(rule: &RuleView<'_>) -> bool {
    rule.metadata().bypass_bbr_timing.is_some_and(|bypass| bypass.value)
}
