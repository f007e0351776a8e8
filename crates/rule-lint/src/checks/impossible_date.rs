//! A day that no calendar has.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

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
    for date in dates.into_iter().flatten().filter(|date| is_impossible(&date.value)) {
        found.add(date.span, format!("there is no day {}", date.value));
    }
}

/// Whether `2026/02/30` has the form of a date and is none.
fn is_impossible(date: &str) -> bool {
    let numbers: Vec<u32> = date.split('/').filter_map(|part| part.parse().ok()).collect();
    let [year, month, day] = numbers[..] else { return false };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    day == 0 || day > days
}
