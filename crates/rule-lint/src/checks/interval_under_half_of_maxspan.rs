//! A sequence rule that runs too often.

use diagnostics::{Page, Severity};

use crate::check::{Check, EQL, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, date_math};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/interval-under-half-of-maxspan",
        severity: Severity::Error,
        what: "A rule runs more often than twice in the time that a sequence may take.",
        why: "Every run searches the same events again; Elastic's tests fail. Sequences of two and a half minutes or less are exempt.",
        bad: r#"[rule]
from = "now-60m"
index = ["logs-endpoint.events.process-*"]
query = '''
sequence by host.id with maxspan=30m
  [process where host.os.type == "windows" and process.name : "whoami.exe"]
  [process where host.os.type == "windows" and process.name : "net.exe"]
'''
# no rule.timestamp_override
"#,
        good: r#"[rule]
from = "now-60m"
interval = "15m"
index = ["logs-endpoint.events.process-*"]
query = '''
sequence by host.id with maxspan=30m
  [process where host.os.type == "windows" and process.name : "whoami.exe"]
  [process where host.os.type == "windows" and process.name : "net.exe"]
'''
# no rule.timestamp_override
"#,
    },
    fix: "run at most twice a `maxspan`",
    sources: &[Source::Corpus(44)],
    types: EQL,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let (Some(maxspan), Some(interval)) = (rule.maxspan(), date_math::interval(rule)) else {
        return;
    };
    if maxspan > 150 && interval > 0 && interval * 2 < maxspan {
        let (shown, longest) = (date_math::shown(interval), date_math::shown(maxspan));
        let message = format!("the rule runs every {shown}, and a sequence may take {longest}");
        let finding = found.add(rule.place(rule.rule().interval.as_ref()), message);
        if let Some(place) = rule.maxspan_place() {
            finding.place(place, "the longest time of a sequence");
        }
    }
}
