//! More fields of a threshold than an older stack groups by.

use diagnostics::{Page, Severity};
use rule_schema::{RuleKind, RuleType};

use crate::check::{Check, Need, Run, Source};
use crate::found::Found;
use crate::stack::{self, Stack};
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/too-many-threshold-fields",
        severity: Severity::Error,
        what: "A threshold has more than three fields on a stack before 9.2.",
        why: "Stacks before 9.2 group by three fields at most and refuse the rule.",
        bad: r#"[rule]
type = "threshold"

[rule.threshold]
field = ["host.id", "user.id", "process.name", "process.pid"]
value = 20
"#,
        good: r#"[metadata]
min_stack_comments = "Four threshold fields need 9.2."
min_stack_version = "9.3.0"

[rule]
type = "threshold"

[rule.threshold]
field = ["host.id", "user.id", "process.name", "process.pid"]
value = 20
"#,
    },
    fix: "group by at most three fields, or raise `metadata.min_stack_version` to 9.2",
    sources: &[Source::Load(13)],
    types: &[RuleType::Threshold],
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let RuleKind::Threshold(data) = &rule.rule().kind else { return };
    let fields = data.threshold.as_ref().and_then(|threshold| threshold.field.as_ref());
    let (Some(fields), Some(oldest)) = (fields, stack::of(rule, context)) else { return };
    // More than five are too many for every stack, which is another finding.
    if matches!(fields.len(), 4 | 5) && oldest < Stack(9, 2) {
        let message =
            format!("stack {oldest} groups by three fields at most, not {}", fields.len());
        found.add(fields.span, message);
    }
}
