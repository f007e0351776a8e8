//! A building block rule that runs too often.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, date_math};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/building-block-interval",
        severity: Severity::Error,
        what: "A building block rule runs more often than every hour.",
        why: "Building block rules are many and broad; Elastic refuses one that runs more often, to spare the cluster.",
        bad: r#"# file: rules_building_block/execution_shell.toml
[rule]
building_block_type = "default"
from = "now-119m"
interval = "30m"
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
    fix: "write `interval = \"60m\"`, or set `metadata.bypass_bbr_timing`",
    sources: &[Source::Load(16)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let exempt = rule.metadata().bypass_bbr_timing.is_some_and(|bypass| bypass.value);
    let interval = rule.rule().interval.as_ref().filter(|_| rule.is_building_block() && !exempt);
    let Some(interval) = interval else { return };
    if date_math::seconds(&interval.value).is_some_and(|seconds| seconds < 3_600) {
        found.add(interval.span, "a building block rule must not run more often than every hour");
    }
}
