//! More alerts than Kibana makes.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/too-many-signals",
        severity: Severity::Error,
        what: "`max_signals` is above 1000.",
        why: "Kibana makes at most 1000 alerts a run by default; Elastic's tests fail.",
        bad: r"[rule]
max_signals = 2000
",
        good: r"[rule]
max_signals = 500
",
    },
    fix: "set it to 1000 or less",
    sources: &[Source::Corpus(7)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let limit = context.policy.max_signals;
    if let Some(signals) = rule.rule().max_signals.filter(|signals| signals.value > limit) {
        found.add(
            signals.span,
            format!("`max_signals` is {}, and a run makes at most {limit} alerts", signals.value),
        );
    }
}
