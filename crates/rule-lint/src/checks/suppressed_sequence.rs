//! Suppression of a sequence on a stack that cannot.

use diagnostics::{Page, Severity};

use crate::check::{Check, EQL, Need, Run, Source};
use crate::found::Found;
use crate::stack::{self, Stack};
use crate::{Context, RuleView};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/suppressed-sequence",
        severity: Severity::Error,
        what: "A sequence rule suppresses alerts and runs on a stack before 8.18.",
        why: "These stacks suppress alerts of single events only and refuse the rule; so do Elastic's tests.",
        bad: r#"# stacks 8.17.0

[rule]
from = "now-16m"
index = ["logs-endpoint.events.process-*"]
query = '''
sequence by host.id with maxspan=10m
  [process where host.os.type == "windows" and process.name : "whoami.exe"]
  [process where host.os.type == "windows" and process.name : "net.exe"]
'''
# no rule.timestamp_override

[rule.alert_suppression]
group_by = ["host.id"]
missing_fields_strategy = "suppress"
"#,
        good: r#"[rule]
from = "now-16m"
index = ["logs-endpoint.events.process-*"]
query = '''
sequence by host.id with maxspan=10m
  [process where host.os.type == "windows" and process.name : "whoami.exe"]
  [process where host.os.type == "windows" and process.name : "net.exe"]
'''
# no rule.timestamp_override

[rule.alert_suppression]
group_by = ["host.id"]
missing_fields_strategy = "suppress"
"#,
    },
    fix: "remove `alert_suppression`, or raise `metadata.min_stack_version` to 8.18",
    sources: &[Source::Corpus(54)],
    types: EQL,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let Some(suppression) = rule.suppression().filter(|_| rule.is_sequence()) else { return };
    if let Some(oldest) = stack::of(rule, context).filter(|oldest| *oldest < Stack(8, 18)) {
        found.add(suppression.span, format!("stack {oldest} cannot suppress alerts of a sequence"));
    }
}
