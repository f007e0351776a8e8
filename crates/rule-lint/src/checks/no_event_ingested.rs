//! A rule that can miss late events.

use diagnostics::{Page, Severity};

use crate::check::{Check, Need, Run, Source, WITH_INDEX};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/no-event-ingested",
        severity: Severity::Error,
        what: "An EQL or KQL rule other than a sequence does not search by `event.ingested`.",
        why: "Events that arrive late have an old `@timestamp` and fall before the window of every run; Elastic's tests fail. The order of a sequence needs `@timestamp`.",
        bad: r"[rule]
# no rule.timestamp_override
",
        good: r#"[rule]
timestamp_override = "event.ingested"
"#,
    },
    fix: "add `timestamp_override = \"event.ingested\"`",
    sources: &[Source::Corpus(41)],
    types: WITH_INDEX,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let field = rule.rule().timestamp_override.as_ref();
    let asked = match rule.language() {
        Some("eql") => rule.eql.is_some() && !rule.is_sequence(),
        Some("kuery") => true,
        _ => false,
    };
    let readable = field.is_some() || rule.lacks("rule.timestamp_override");
    if asked && readable && field.is_none_or(|field| field.value != "event.ingested") {
        found.add(rule.place(field), "`timestamp_override` is not `event.ingested`");
    }
}
