//! Endpoint events without an explicit window.

use diagnostics::{Page, Severity};

use crate::check::{Check, Need, Run, Source, WITH_INDEX};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/no-look-back",
        severity: Severity::Error,
        what: "A rule reads `logs-endpoint.events.*` and has no `from`.",
        why: "Events of endpoints arrive late, so that the default window of six minutes misses them; Elastic's tests fail.",
        bad: r#"[rule]
index = ["logs-endpoint.events.*"]
# no rule.from
"#,
        good: r#"[rule]
from = "now-9m"
index = ["logs-endpoint.events.*"]
"#,
    },
    fix: "add `from = \"now-9m\"`",
    sources: &[Source::Corpus(42)],
    types: WITH_INDEX,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let mut index = rule.index().into_iter().flatten();
    let pattern = index.find(|pattern| pattern.value == "logs-endpoint.events.*");
    if let Some(pattern) = pattern.filter(|_| rule.lacks("rule.from")) {
        found
            .add(rule.header(), "the rule has no `from`")
            .place(pattern.span, "events that arrive late");
    }
}
