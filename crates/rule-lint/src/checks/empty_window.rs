//! A window that ends before it begins.

use diagnostics::{Page, Severity};

use crate::check::{Check, LOADABLE, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, date_math};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/empty-window",
        severity: Severity::Error,
        what: "`from` is not before `to`.",
        why: "Every run searches no time at all, so that the rule never finds anything.",
        bad: r#"[rule]
from = "now-9m"
to = "now-10m"
"#,
        good: r#"[rule]
from = "now-9m"
to = "now"
"#,
    },
    fix: "let `from` be earlier than `to`",
    sources: &[Source::Own],
    types: LOADABLE,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let form = rule.rule().from.as_ref().map(|from| from.value.starts_with("now-"));
    if form != Some(false) && date_math::look_back(rule).is_some_and(|seconds| seconds <= 0) {
        let (from, to) = (rule.rule().from.as_ref(), rule.rule().to.as_ref());
        found.add(rule.place(from.or(to)), "`from` is not before `to`");
    }
}
