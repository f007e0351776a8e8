//! A rule that was changed before it was written.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, date_math};

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
    let (Some(early), Some(late)) = (&rule.metadata().creation_date, &rule.metadata().updated_date)
    else {
        return;
    };
    // A day that is none has its own finding.
    let days = (date_math::day(early), date_math::day(late));
    if let (Some(Ok(created)), Some(Ok(updated))) = days
        && updated < created
    {
        found
            .add(
                late.span,
                format!("the rule was changed on {}, before it was written", late.value),
            )
            .place(early.span, "when it was written");
    }
}
