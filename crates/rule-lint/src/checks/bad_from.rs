//! A start that is no number of minutes or hours before now.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, date_math};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/bad-from",
        severity: Severity::Error,
        what: "`from` is not `now-` with a number and a unit.",
        why: "Tools compute the window of a run from it; Elastic's tests fail.",
        bad: r#"[rule]
from = "now-9m/m"
"#,
        good: r#"[rule]
from = "now-9m"
"#,
    },
    fix: "write it as `now-9m`",
    sources: &[Source::Corpus(8)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let Some(from) = &rule.rule().from else { return };
    let fits = from.value.strip_prefix("now-").is_some_and(date_math::is_amount);
    if !fits {
        found
            .add(from.span, format!("`from` is not `now-`, a number and a unit: `{}`", from.value));
    }
}
