//! A timeline template with an id or a title only.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/timeline-without-partner",
        severity: Severity::Error,
        what: "A rule has only one of `timeline_id` and `timeline_title`.",
        why: "Kibana needs both to open an alert in the template; Elastic's tests fail.",
        bad: r#"[rule]
timeline_id = "e70679c2-6cde-4510-9764-4823df18f7db"
"#,
        good: r#"[rule]
timeline_id = "e70679c2-6cde-4510-9764-4823df18f7db"
timeline_title = "Comprehensive Process Timeline"
"#,
    },
    fix: "add the other key, or remove this one",
    sources: &[Source::Corpus(25)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let (id, title) = (&rule.rule().timeline_id, &rule.rule().timeline_title);
    let lone = [(id, "timeline_id", "timeline_title"), (title, "timeline_title", "timeline_id")];
    for (value, key, partner) in lone {
        if let Some(value) = value.as_ref().filter(|_| rule.lacks(&format!("rule.{partner}"))) {
            found.add(value.span, format!("`{key}` stands without `{partner}`"));
        }
    }
}
