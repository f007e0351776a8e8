//! A rule that runs all the time.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, date_math};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/zero-interval",
        severity: Severity::Error,
        what: "`interval` is zero.",
        why: "Kibana cannot schedule the rule; Elastic looks at the form only.",
        bad: r#"[rule]
interval = "0m"
"#,
        good: r#"[rule]
interval = "5m"
"#,
    },
    fix: "write how often it runs, for instance `5m`",
    sources: &[Source::Own],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let Some(interval) = &rule.rule().interval else { return };
    if date_math::seconds(&interval.value) == Some(0) {
        found.add(interval.span, "the rule has an interval of no time");
    }
}
