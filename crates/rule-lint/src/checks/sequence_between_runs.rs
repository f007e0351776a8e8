//! A sequence that no run sees as a whole.

use diagnostics::{Page, Severity};

use crate::check::{Check, EQL, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, date_math};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/sequence-between-runs",
        severity: Severity::Error,
        what: "A sequence of the longest time can fall between the windows of two runs.",
        why: "The windows of runs overlap by what they look back minus the interval. A sequence that takes longer than that can begin before one window and end after the window before it, so that no run finds it.",
        bad: r#"[rule]
from = "now-15m"
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
    fix: "look back at least `maxspan` and the interval",
    sources: &[Source::Own],
    types: EQL,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let Some(schedule) = date_math::schedule(rule) else { return };
    // Where no window is long enough there is a finding of its own.
    if schedule.window < schedule.maxspan || schedule.slack() >= 0 {
        return;
    }
    let [window, interval, maxspan] = schedule.shown();
    let message = format!(
        "a run looks back {window} every {interval}, so that a sequence of {maxspan} can fall between two runs"
    );
    let end = schedule.window - schedule.maxspan;
    found.add_look_back(rule, message).help(format!(
        "look back {} or more; the worst case: the first event comes just before the window of a run begins, \
         {window} before the run, and the last event {} before the run, when the window of the run before had \
         ended {interval} before it",
        date_math::shown(schedule.interval + schedule.maxspan),
        date_math::shown(end),
    ));
}
