//! A building block rule in the wrong folder.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/building-block-folder",
        severity: Severity::Error,
        what: "A building block rule is outside of the folder `rules_building_block`, or another rule is in it.",
        why: "Elastic loads building blocks from that folder only; its tests fail.",
        bad: r#"# file: rules/windows/execution_shell.toml
[rule]
building_block_type = "default"
from = "now-119m"
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
    fix: "move the file, or correct `building_block_type`",
    sources: &[Source::Corpus(27), Source::Corpus(28)],
    types: LOADABLE,
    needs: Need::Repository,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let in_folder = rule.folder() == FOLDER;
    let readable = rule.is_building_block() || rule.lacks("rule.building_block_type");
    if !readable || in_folder == rule.is_building_block() || rule.file.is_deprecated() {
        return;
    }
    let span = rule.place(rule.rule().building_block_type.as_ref());
    let message = if in_folder {
        format!("the rule is in `{FOLDER}` and lacks `building_block_type`")
    } else {
        format!("a building block rule must be in the folder `{FOLDER}`")
    };
    found.add(span, message);
}

/// Where building block rules are.
const FOLDER: &str = "rules_building_block";
