//! A building block rule that does not look back far enough.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, date_math};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/building-block-look-back",
        severity: Severity::Error,
        what: "The window of a building block rule is shorter than 119 minutes.",
        why: "Elastic runs building block rules every hour over nearly two, so that late events are seen; it refuses a shorter window.",
        bad: r#"# file: rules_building_block/execution_shell.toml
[rule]
building_block_type = "default"
from = "now-60m"
interval = "60m"
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
    fix: "write `from = \"now-119m\"`, or set `metadata.bypass_bbr_timing`",
    sources: &[Source::Load(16)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let exempt = rule.metadata().bypass_bbr_timing.is_some_and(|bypass| bypass.value);
    let Some(from) = rule.rule().from.as_ref().filter(|_| rule.is_building_block() && !exempt)
    else {
        return;
    };
    if date_math::before_now(&from.value).is_some_and(|seconds| seconds < 119 * 60) {
        found.add(from.span, "a building block rule must look back 119 minutes");
    }
}
