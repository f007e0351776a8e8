//! A rule that was changed before it was written.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/updated-before-creation",
        severity: Severity::Error,
        what: "`updated_date` is before `creation_date`.",
        why: "One of the dates is wrong; Elastic's tests fail.",
        bad: r#"[metadata]
creation_date = "2026/01/15"
updated_date = "2026/01/14"
"#,
        good: r#"[metadata]
creation_date = "2026/01/15"
updated_date = "2026/01/15"
"#,
    },
    fix: "correct the dates",
    sources: &[Source::Corpus(29)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let (Some(created), Some(updated)) =
        (&rule.metadata().creation_date, &rule.metadata().updated_date)
    else {
        return;
    };
    let is_date = |date: &str| date.len() == 10 && date.split('/').map(str::len).eq([4, 2, 2]);
    if is_date(created) && is_date(updated) && updated.value < created.value {
        found
            .add(
                updated.span,
                format!("the rule was changed on {}, before it was written", updated.value),
            )
            .place(created.span, "when it was written");
    }
}
