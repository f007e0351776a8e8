//! A timeline template under another title.

use diagnostics::{Page, Safety, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/timeline-title-mismatch",
        severity: Severity::Error,
        what: "`timeline_title` is not the title of the template that `timeline_id` names.",
        why: "One of the two is wrong; Elastic's tests fail.",
        bad: r#"[rule]
timeline_id = "e70679c2-6cde-4510-9764-4823df18f7db"
timeline_title = "Generic Process Timeline"
"#,
        good: r#"[rule]
timeline_id = "e70679c2-6cde-4510-9764-4823df18f7db"
timeline_title = "Comprehensive Process Timeline"
"#,
    },
    fix: "correct the title or the id",
    sources: &[Source::Corpus(25)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let (Some(id), Some(title)) = (&rule.rule().timeline_id, &rule.rule().timeline_title) else {
        return;
    };
    let Some(known) = context.policy.timelines.get(&id.value) else { return };
    let is_title = context.policy.timelines.values().any(|known| *known == title.value);
    // A title that is none has a finding of the reader.
    if *known != title.value && is_title {
        found
            .add(title.span, format!("the template is called `{known}`, not `{}`", title.value))
            .place(id.span, "the template")
            .write(title.span, known, Safety::Unsafe);
    }
}
