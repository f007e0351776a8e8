//! A stack version without a reason.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/min-stack-without-comment",
        severity: Severity::Error,
        what: "A rule has `min_stack_version` and no `min_stack_comments`.",
        why: "Nobody can tell when the version may go; Elastic's tests fail.",
        bad: r#"[metadata]
min_stack_version = "9.3.0"
"#,
        good: r#"[metadata]
min_stack_comments = "The integration needs it."
min_stack_version = "9.3.0"
"#,
    },
    fix: "say in `metadata.min_stack_comments` what needs the version",
    sources: &[Source::Corpus(38)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let Some(version) = &rule.metadata().min_stack_version else { return };
    let comments = rule.metadata().min_stack_comments.as_ref();
    let is_empty =
        comments.map_or(rule.lacks("metadata.min_stack_comments"), |text| text.value.is_empty());
    if is_empty {
        found.add(version.span, "`min_stack_version` stands without `min_stack_comments`");
    }
}
