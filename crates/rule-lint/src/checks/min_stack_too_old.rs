//! A stack that rules are no longer shipped to.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::stack::{self, Stack};
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/min-stack-too-old",
        severity: Severity::Error,
        what: "`metadata.min_stack_version` is older than every stack that rules are shipped to.",
        why: "The version says nothing any more, and nobody tests it; Elastic's tests fail.",
        bad: r#"[metadata]
min_stack_comments = "The integration needs it."
min_stack_version = "8.12.0"
"#,
        good: r#"[metadata]
min_stack_comments = "The integration needs it."
min_stack_version = "9.3.0"
"#,
    },
    fix: "remove the version, or raise it",
    sources: &[Source::Corpus(36)],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let (Some(version), Some(oldest)) =
        (&rule.metadata().min_stack_version, stack::oldest(context))
    else {
        return;
    };
    if Stack::parse(&version.value).is_some_and(|stack| stack < oldest) {
        found.add(
            version.span,
            format!("stack {} is older than {oldest}, the oldest that gets rules", version.value),
        );
    }
}
