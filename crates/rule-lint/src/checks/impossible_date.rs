//! A day that no calendar has.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, date_math};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/impossible-date",
        severity: Severity::Error,
        what: "A date of `[metadata]` has the right form and is no day.",
        why: "Elastic looks at the form only, so such a date stays until something must compute with it.",
        bad: r#"[metadata]
updated_date = "2026/02/30"
"#,
        good: r#"[metadata]
updated_date = "2026/02/28"
"#,
    },
    fix: "correct the date",
    sources: &[Source::Own],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let metadata = rule.metadata();
    let dates = [&metadata.creation_date, &metadata.updated_date, &metadata.deprecation_date];
    for date in dates.into_iter().flatten().filter(|date| date_math::day(date) == Some(Err(()))) {
        found.add(date.span, format!("there is no day {}", date.value));
    }
}
