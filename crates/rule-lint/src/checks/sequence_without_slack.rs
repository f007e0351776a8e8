//! A sequence that a late event tears apart.

use diagnostics::{Page, Severity};

use crate::check::{Check, EQL, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, date_math};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/sequence-without-slack",
        severity: Severity::Warning,
        what: "A sequence of the longest time is seen as a whole only if no event arrives late.",
        why: "Events take a while to arrive. One that is late by more than the slack of the schedule is missing when the last run looks that has the whole sequence in its window.",
        bad: r#"[rule]
from = "now-20m"
interval = "10m"
query = '''
sequence by host.id with maxspan=10m
  [process where host.os.type == "windows" and process.name : "whoami.exe"]
  [process where host.os.type == "windows" and process.name : "net.exe"]
'''
# no rule.timestamp_override
"#,
        good: r#"[rule]
from = "now-21m"
interval = "10m"
query = '''
sequence by host.id with maxspan=10m
  [process where host.os.type == "windows" and process.name : "whoami.exe"]
  [process where host.os.type == "windows" and process.name : "net.exe"]
'''
# no rule.timestamp_override
"#,
    },
    fix: "look back longer",
    sources: &[Source::Own],
    types: EQL,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, context: &Context<'_>, found: &mut Found<'_>) {
    let Some(schedule) = date_math::schedule(rule) else { return };
    let (slack, delay) = (schedule.slack(), i128::from(context.policy.ingest_delay_seconds));
    if schedule.window < schedule.maxspan || !(0..delay).contains(&slack) {
        return;
    }
    let [window, interval, maxspan] = schedule.shown();
    let message = format!(
        "a run looks back {window} every {interval}, so that events of a sequence of {maxspan} may be late by {} at most",
        date_math::shown(slack)
    );
    let enough = schedule.interval + schedule.maxspan + delay;
    let help = format!("look back {} or more", date_math::shown(enough));
    found.add_look_back(rule, message).help(help);
}
