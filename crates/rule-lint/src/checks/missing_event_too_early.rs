//! A missing event that may still come.

use diagnostics::{Page, Severity};
use eql_hir::Form;

use crate::check::{Check, EQL, Need, Run, Source};
use crate::found::Found;
use crate::{Context, RuleView, date_math};

pub(super) static CHECK: Check = Check {
    page: Page {
        id: "rule/missing-event-too-early",
        severity: Severity::Warning,
        what: "A sequence ends with a missing event, and `to` is less than `maxspan` before the run.",
        why: "A run that looks up to now takes an event for missing that happened and only comes to the index a moment later. A window that ends `maxspan` before now gives it that time. Only `to` and `maxspan` are compared, whatever the schedule: no window helps against the other case, in which what begins less than `maxspan` before the end of the window is judged without what follows, as `eqlc replay` shows.",
        bad: r#"[rule]
from = "now-30m"
interval = "10m"
query = '''
sequence by host.id with maxspan=10m
  [process where host.os.type == "windows" and process.name : "whoami.exe"]
  ![process where host.os.type == "windows" and process.name : "net.exe"]
'''
# no rule.timestamp_override
"#,
        good: r#"[rule]
from = "now-40m"
interval = "10m"
query = '''
sequence by host.id with maxspan=10m
  [process where host.os.type == "windows" and process.name : "whoami.exe"]
  ![process where host.os.type == "windows" and process.name : "net.exe"]
'''
to = "now-11m"
# no rule.timestamp_override
"#,
    },
    fix: "let the window end `maxspan` before now, and begin as much earlier; look behind its end before acting on an alert",
    sources: &[Source::Own],
    types: EQL,
    needs: Need::File,
    run: Run::Rule(run),
};

fn run(rule: &RuleView<'_>, _: &Context<'_>, found: &mut Found<'_>) {
    let (Some(eql), Some(maxspan), Some(text)) = (rule.eql, rule.maxspan(), rule.query_text())
    else {
        return;
    };
    let Form::Sequence(sequence) = &eql.query.form else { return };
    let Some(last) = sequence.stages.last().filter(|stage| stage.missing) else { return };
    let to = rule.rule().to.as_ref();
    let Some(end) = date_math::before_now(to.map_or("now", |to| &to.value)) else { return };
    if end < maxspan {
        let message = format!(
            "the event may still come: a window ends {} before a run, and a sequence may take {}",
            date_math::shown(end),
            date_math::shown(maxspan)
        );
        found.add(text.map_span(last.span), message);
    }
}
