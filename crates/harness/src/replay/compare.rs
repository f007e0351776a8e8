//! What a run over the whole stream finds and no run of the schedule did, and why.

use std::collections::{BTreeMap, BTreeSet};

use event::{JoinKey, Timestamp};
use rule_lint::durations::shown;

use super::ledger::Events;
use super::runner::Findings;
use super::schedule::{Gap, Timeline, Window};
use super::search::{Group, Hit, Searcher};
use super::times::between;

/// Why no run found a match.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Reason {
    /// Its window had more hits than `max_signals`.
    MaxSignals,
    /// When an event came to the index, no window held all of them any more.
    Late,
    /// Each window holds only a part of the sequence.
    WindowEdge,
    /// The sequence takes longer than a window.
    LongerThanWindow,
    /// An event is in a gap that an outage has left.
    Gap,
    /// An event is between the windows of two runs, as the interval is longer than a window.
    BetweenWindows,
    /// An event is older than the first window.
    BeforeFirstRun,
    /// An event is younger than the last window.
    AfterLastRun,
    /// An exception hid an event until no window held it any more.
    Exception,
    /// A window held all of its events, but not what else led to the match.
    OtherEvents,
}

/// A match that no run found.
#[derive(Clone, Debug)]
pub(super) struct Missed {
    pub(super) reason: Reason,
    /// The same with times, for people.
    pub(super) why: String,
    pub(super) events: Events,
    pub(super) join_keys: JoinKey,
    /// The time of the last event.
    pub(super) time: Option<Timestamp>,
}

impl Reason {
    /// The name in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::MaxSignals => "max-signals",
            Self::Late => "late",
            Self::WindowEdge => "window-edge",
            Self::LongerThanWindow => "longer-than-window",
            Self::Gap => "gap",
            Self::BetweenWindows => "between-windows",
            Self::BeforeFirstRun => "before-first-run",
            Self::AfterLastRun => "after-last-run",
            Self::Exception => "exception",
            Self::OtherEvents => "other-events",
        }
    }
}

/// The difference between the runs of a schedule and one run over everything.
pub(super) struct Comparison {
    /// How many matches the one run has.
    pub(super) ideal: u64,
    pub(super) missed: Vec<Missed>,
}

/// Compares, and marks the alerts that only a window has.
pub(super) fn compare(
    searcher: &Searcher,
    timeline: &Timeline,
    findings: &mut Findings,
) -> Comparison {
    let all: Vec<usize> = (0..searcher.hits.len()).collect();
    let asking = Asking { hits: &searcher.hits, timeline, gaps: timeline.gaps() };
    let mut ideal = BTreeSet::new();
    let mut missed = Vec::new();
    let groups = searcher.search(&all).into_iter();
    for group in groups.filter(|group| !searcher.has_own_alert(group)) {
        let events = searcher.events(&group);
        let is_known = findings.ledger.known.contains(&events);
        if !is_known && !findings.piped.contains(&events) && !ideal.contains(&events) {
            let (reason, why) = asking.why(&group, &events, &findings.cut);
            let Group { join_keys, time, .. } = group;
            missed.push(Missed { reason, why, events: events.clone(), join_keys, time });
        }
        ideal.insert(events);
    }
    for alert in &mut findings.ledger.alerts {
        alert.is_ideal = ideal.contains(&alert.events);
    }
    Comparison { ideal: ideal.len() as u64, missed }
}

struct Asking<'a> {
    hits: &'a [Hit],
    timeline: &'a Timeline,
    gaps: Vec<Gap>,
}

impl Asking<'_> {
    fn why(
        &self,
        group: &Group,
        events: &Events,
        cut: &BTreeMap<Events, Window>,
    ) -> (Reason, String) {
        if let Some(window) = cut.get(events) {
            let why = format!("the run at {} had more hits than `max_signals`", window.run);
            return (Reason::MaxSignals, why);
        }
        let mut hits: Vec<&Hit> =
            group.events.iter().flatten().map(|&hit| &self.hits[hit]).collect();
        hits.sort_by_key(|hit| hit.when);
        let (Some(first), Some(last)) = (hits.first(), hits.last()) else {
            return (Reason::OtherEvents, "it has no events".to_owned());
        };
        match self.timeline.last_holding(first.when, last.when) {
            Some(window) => held(&hits, &window),
            None => self.torn(&hits, first, last),
        }
    }

    /// No window holds all events.
    fn torn(&self, hits: &[&Hit], first: &Hit, last: &Hit) -> (Reason, String) {
        let is_outside = |hit: &&&Hit| self.timeline.last_holding(hit.when, hit.when).is_none();
        if let Some(hit) = hits.iter().find(is_outside) {
            return self.outside(hit);
        }
        let before = self.timeline.last_holding(first.when, first.when);
        let after = self.timeline.first_holding(last.when, last.when);
        let (Some(before), Some(after)) = (before, after) else {
            return (Reason::WindowEdge, "no window holds all of its events".to_owned());
        };
        let (span, width) = (between(first.when, last.when), between(before.from, before.to));
        if span > width {
            let why = format!("it takes {}, and a window {}", shown(span), shown(width));
            return (Reason::LongerThanWindow, why);
        }
        let why = format!(
            "the window of the run at {} ends at {}, before its last event at {}; that of the run at {} begins at \
             {}, after its first event at {}",
            before.run, before.to, last.when, after.run, after.from, first.when
        );
        (Reason::WindowEdge, why)
    }

    /// No window holds this event.
    fn outside(&self, hit: &Hit) -> (Reason, String) {
        let when = hit.when;
        if let Some(gap) = self.gaps.iter().find(|gap| gap.from <= when && when < gap.to) {
            let why = format!(
                "the event at {when} is in the gap from {} to {}, for which the run at {} came too late",
                gap.from, gap.to, gap.run
            );
            return (Reason::Gap, why);
        }
        let window = |id| self.timeline.run(id).windows.pop();
        let first = self.timeline.first().and_then(window);
        let last = self.timeline.last().and_then(window);
        match first.zip(last) {
            None => (Reason::AfterLastRun, "the rule does not run at all".to_owned()),
            Some((first, _)) if when < first.from => {
                let from = first.from;
                let why = format!(
                    "the event at {when} is before the first window, which begins at {from}"
                );
                (Reason::BeforeFirstRun, why)
            }
            Some((_, last)) if last.to < when => {
                let to = last.to;
                let why =
                    format!("the event at {when} is after the last window, which ends at {to}");
                (Reason::AfterLastRun, why)
            }
            Some(_) => {
                let why = format!("the event at {when} is between the windows of two runs");
                (Reason::BetweenWindows, why)
            }
        }
    }
}

/// A window holds all events; it is the latest.
fn held(hits: &[&Hit], window: &Window) -> (Reason, String) {
    let is_late = |hit: &&&Hit| hit.indexed > window.run;
    if let Some(hit) = hits.iter().find(is_late) {
        let why = format!(
            "the event at {} came to the index at {}, after the run at {}, the last whose window holds it{}",
            hit.when,
            hit.indexed,
            window.run,
            if hits.len() > 1 { " with the others" } else { "" },
        );
        return (Reason::Late, why);
    }
    if let Some(hit) = hits.iter().find(|hit| hit.seen_from > window.run) {
        let why = format!("an exception hid the event at {} until {}", hit.when, hit.seen_from);
        return (Reason::Exception, why);
    }
    let why = format!(
        "the window of the run at {} holds all of its events, but not the same events before and after them",
        window.run
    );
    (Reason::OtherEvents, why)
}
