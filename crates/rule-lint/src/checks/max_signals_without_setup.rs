//! The highest number of alerts without a word in the setup guide.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/max-signals-without-setup",
        severity: Severity::Error,
        what: "`max_signals` is 1000 and `setup` does not say what to do about the warning.",
        why: "Kibana warns when a run reaches its limit of alerts; Elastic wants the setup guide to link to the page about it.",
        bad: r"[rule]
max_signals = 1000
",
        good: r#"[rule]
max_signals = 1000
setup = "If runs warn about the limit of alerts, see https://www.elastic.co/guide/en/security/current/alerts-ui-monitor.html#troubleshoot-max-alerts"
"#,
    },
    fix: "link to `#troubleshoot-max-alerts` of Elastic's guide in `setup`",
    sources: &[Source::Corpus(7)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let limit = context.policy.max_signals;
    let Some(signals) = rule.rule().max_signals.filter(|signals| signals.value == limit) else {
        return;
    };
    let setup = rule.rule().setup.as_ref();
    let readable = setup.is_some() || rule.lacks("rule.setup");
    if readable && !setup.is_some_and(|setup| setup.text.contains("troubleshoot-max-alerts")) {
        found.add(signals.span, format!("`setup` says nothing about the limit of {limit} alerts"));
    }
}
