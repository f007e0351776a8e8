//! A window that the longest sequence does not fit into.

use diagnostics::{Page, Severity};

use crate::check::{Check, EQL, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, date_math};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/look-back-shorter-than-maxspan",
        severity: Severity::Error,
        what: "A run looks back less than `maxspan`.",
        why: "No run ever sees the first and the last event of a sequence that takes the whole time, so that it is never found. Elastic's test adds ten minutes to the window.",
        bad: r#"[rule]
from = "now-9m"
index = ["logs-endpoint.events.process-*"]
query = '''
sequence by host.id with maxspan=10m
  [process where host.os.type == "windows" and process.name : "whoami.exe"]
  [process where host.os.type == "windows" and process.name : "net.exe"]
'''
# no rule.timestamp_override
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
"#,
    },
    fix: "look back at least `maxspan` and the interval",
    sources: &[Source::Corpus(43)],
    types: EQL,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let (Some(maxspan), Some(window)) = (rule.maxspan(), date_math::look_back(rule)) else {
        return;
    };
    if window >= maxspan || window < 0 {
        return;
    }
    let (shown, longest) = (date_math::shown(window), date_math::shown(maxspan));
    let message = format!("a run looks back {shown}, and a sequence may take {longest}");
    found.add_look_back(rule, message);
}
