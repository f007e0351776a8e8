//! When a rule runs and what each run looks at (rule-format §7, statements 1 and 2): arithmetic, and nothing of events.

use std::fmt;

use event::Timestamp;

use super::times::{between, later};

/// The most windows that a run adds for the time in which it should have run.
const MAX_CATCH_UP: i128 = 4;

/// The schedule of a rule, in nanoseconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Schedule {
    /// Where a window begins, from the time of its run: negative before it.
    pub from: i128,
    /// Where it ends, likewise.
    pub to: i128,
    /// From one run to the next; more than zero.
    pub interval: i128,
}

/// A time without runs: those that are due in it run at its end, as one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Outage {
    /// Its first moment.
    pub start: Timestamp,
    /// The first moment after it.
    pub end: Timestamp,
}

/// When the runs end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// The last run is at this time or before.
    At(Timestamp),
    /// The last run is the first one whose window reaches this time.
    Reaching(Timestamp),
}

/// Why a window is searched.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum WindowKind {
    /// It is the window of the run.
    Regular,
    /// It makes up for a run that did not take place.
    CatchUp,
}

/// What one search looks at: both bounds belong to it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Window {
    /// When the run is that searches it.
    pub run: Timestamp,
    /// Its first moment.
    pub from: Timestamp,
    /// Its last moment.
    pub to: Timestamp,
    /// Why it is searched.
    pub kind: WindowKind,
}

/// A time that no window looks at, because a run came too late for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Gap {
    /// The run that came too late.
    pub run: Timestamp,
    /// Where the window before it ended.
    pub from: Timestamp,
    /// Where its oldest window begins.
    pub to: Timestamp,
}

/// One run of a rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    /// When it is.
    pub at: Timestamp,
    /// What it searches, the oldest window first.
    pub windows: Vec<Window>,
    /// What it comes too late for.
    pub gap: Option<Gap>,
}

/// All runs of a schedule: stretches of equal steps.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Timeline {
    schedule: Schedule,
    stretches: Vec<Stretch>,
}

/// Runs at equal steps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Stretch {
    first: Timestamp,
    /// The run before the first one.
    previous: Option<Timestamp>,
    count: u64,
}

/// A run of a timeline: which stretch, and which of its runs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct RunId {
    stretch: usize,
    index: u64,
}

impl Outage {
    /// The outage from a time on that takes so many nanoseconds.
    pub fn new(start: Timestamp, nanos: i128) -> Self {
        Self { start, end: later(start, nanos) }
    }
}

impl fmt::Display for WindowKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Regular => "regular",
            Self::CatchUp => "catch-up",
        })
    }
}

impl Window {
    /// Whether a time is in it.
    pub fn holds(&self, time: Timestamp) -> bool {
        self.from <= time && time <= self.to
    }
}

impl Schedule {
    /// How long a window is.
    pub fn width(&self) -> i128 {
        self.to - self.from
    }

    /// The run at a time, with the catch-up windows that the run before it makes necessary.
    pub fn run(&self, at: Timestamp, previous: Option<Timestamp>) -> Run {
        let lateness = previous.map_or(0, |previous| between(previous, at) - self.width());
        let wanted = lateness.max(0).div_euclid(self.interval)
            + i128::from(lateness.max(0).rem_euclid(self.interval) > 0);
        let count = wanted.min(MAX_CATCH_UP);
        let windows: Vec<_> = (0..=count).rev().map(|back| self.window(at, back)).collect();
        let is_lost = lateness > count * self.interval;
        let gap = previous.filter(|_| is_lost).map(|previous| Gap {
            run: at,
            from: later(previous, self.to),
            to: windows[0].from,
        });
        Run { at, windows, gap }
    }

    /// The window of a run, so many intervals earlier.
    fn window(&self, run: Timestamp, back: i128) -> Window {
        let base = later(run, -back * self.interval);
        let kind = if back == 0 { WindowKind::Regular } else { WindowKind::CatchUp };
        Window { run, from: later(base, self.from), to: later(base, self.to), kind }
    }

    /// All runs from a start on.
    pub fn timeline(&self, start: Timestamp, end: End, outages: &[Outage]) -> Timeline {
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut previous = None;
        let mut first = outlast(start, outages);
        loop {
            let next_outage =
                outages.iter().map(|outage| outage.start).filter(|at| *at > first).min();
            let before = next_outage.map(|at| self.steps(first, at, false));
            let count = self.runs_until(first, end).min(before.unwrap_or(u64::MAX));
            if count == 0 {
                break;
            }
            stretches.push(Stretch { first, previous, count });
            let last = later(first, i128::from(count - 1) * self.interval);
            previous = Some(last);
            if matches!(end, End::Reaching(time) if self.reaches(last, time)) {
                break;
            }
            first = outlast(later(last, self.interval), outages);
        }
        Timeline { schedule: *self, stretches }
    }

    fn reaches(&self, run: Timestamp, time: Timestamp) -> bool {
        run >= time && later(run, self.to) >= time
    }

    /// How many runs there are from the first one to the end.
    fn runs_until(&self, first: Timestamp, end: End) -> u64 {
        match end {
            End::At(time) => self.steps(first, time, true),
            End::Reaching(time) => {
                self.steps(first, later(time, (-self.to).max(0)), false).saturating_add(1)
            }
        }
    }

    /// How many of the times `first`, `first + interval`, … are before `limit`, or at it.
    fn steps(&self, first: Timestamp, limit: Timestamp, inclusive: bool) -> u64 {
        let distance = between(first, limit) - i128::from(!inclusive);
        if distance < 0 {
            return 0;
        }
        u64::try_from(distance / self.interval).unwrap_or(u64::MAX - 2) + 1
    }
}

/// The time itself, or the end of the outage that it is in.
fn outlast(mut time: Timestamp, outages: &[Outage]) -> Timestamp {
    while let Some(outage) = outages.iter().find(|outage| outage.start <= time && time < outage.end)
    {
        time = outage.end;
    }
    time
}

impl Timeline {
    /// How many runs there are.
    pub fn count(&self) -> u64 {
        self.stretches.iter().map(|stretch| stretch.count).fold(0, u64::saturating_add)
    }

    /// The first run.
    pub fn first(&self) -> Option<RunId> {
        self.stretches.first().map(|_| RunId { stretch: 0, index: 0 })
    }

    /// The last run.
    pub fn last(&self) -> Option<RunId> {
        let stretch = self.stretches.len().checked_sub(1)?;
        Some(RunId { stretch, index: self.stretches[stretch].count - 1 })
    }

    /// A run.
    pub fn run(&self, id: RunId) -> Run {
        let stretch = &self.stretches[id.stretch];
        let previous = match id.index.checked_sub(1) {
            Some(before) => Some(self.time(stretch, before)),
            None => stretch.previous,
        };
        self.schedule.run(self.time(stretch, id.index), previous)
    }

    fn time(&self, stretch: &Stretch, index: u64) -> Timestamp {
        later(stretch.first, i128::from(index) * self.schedule.interval)
    }

    /// The run after this one: the first at `time` or later, or the one after an outage if that is sooner.
    pub(super) fn next(&self, id: RunId, time: Timestamp) -> Option<RunId> {
        let stretch = &self.stretches[id.stretch];
        let index = self.schedule.steps(stretch.first, time, false).max(id.index + 1);
        if index < stretch.count {
            return Some(RunId { index, ..id });
        }
        let stretch = id.stretch + 1;
        (stretch < self.stretches.len()).then_some(RunId { stretch, index: 0 })
    }

    /// How many runs of its stretch lie between a run and a later one; all behind it where that is in another stretch or
    /// nowhere.
    pub(super) fn skipped(&self, id: RunId, next: Option<RunId>) -> u64 {
        let end = next.filter(|next| next.stretch == id.stretch).map(|next| next.index);
        end.unwrap_or(self.stretches[id.stretch].count) - id.index - 1
    }

    /// All runs, one by one.
    pub fn runs(&self) -> impl Iterator<Item = Run> + '_ {
        let runs = |(stretch, one): (usize, &Stretch)| {
            (0..one.count).map(move |index| RunId { stretch, index })
        };
        self.stretches.iter().enumerate().flat_map(runs).map(|id| self.run(id))
    }

    /// What no window looks at because of outages.
    pub fn gaps(&self) -> Vec<Gap> {
        // Runs at equal steps are never so late that four windows more are too few.
        let firsts = (0..self.stretches.len()).map(|stretch| RunId { stretch, index: 0 });
        firsts.filter_map(|id| self.run(id).gap).collect()
    }

    /// The window of the latest run that holds all from `first` to `last`.
    pub(super) fn last_holding(&self, first: Timestamp, last: Timestamp) -> Option<Window> {
        self.holding(first, last).max_by_key(|window| window.run)
    }

    /// The window of the earliest run that holds all from `first` to `last`.
    pub(super) fn first_holding(&self, first: Timestamp, last: Timestamp) -> Option<Window> {
        self.holding(first, last).min_by_key(|window| window.run)
    }

    /// Of the windows that hold all from `first` to `last`, the earliest and the latest of each stretch and distance.
    fn holding(&self, first: Timestamp, last: Timestamp) -> impl Iterator<Item = Window> + '_ {
        let Schedule { from, to, interval } = self.schedule;
        self.stretches.iter().flat_map(move |stretch| {
            let of_distance = move |back: i128| {
                let lowest = later(last, back * interval - to);
                let highest = later(first, back * interval - from);
                let begin = self.schedule.steps(stretch.first, lowest, false);
                let end = self.schedule.steps(stretch.first, highest, true).min(stretch.count);
                // The first run of all has no catch-up window, so that the one after it may be the earliest.
                let found = (begin < end).then(|| [begin, (begin + 1).min(end - 1), end - 1]);
                found.into_iter().flatten().flat_map(move |index| {
                    self.windows_of(stretch, index)
                        .filter(move |window| window.holds(first) && window.holds(last))
                })
            };
            (0..=MAX_CATCH_UP).flat_map(of_distance)
        })
    }

    fn windows_of(&self, stretch: &Stretch, index: u64) -> impl Iterator<Item = Window> + use<> {
        let previous = match index.checked_sub(1) {
            Some(before) => Some(self.time(stretch, before)),
            None => stretch.previous,
        };
        self.schedule.run(self.time(stretch, index), previous).windows.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rule_lint::durations::{duration, offset};

    fn schedule(from: &str, interval: &str) -> Schedule {
        let from = offset(from).unwrap();
        Schedule { from, to: 0, interval: duration(interval).unwrap() }
    }

    fn minute(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * 60_000)
    }

    fn outage(start: i64, end: i64) -> Outage {
        Outage { start: minute(start), end: minute(end) }
    }

    /// Each run as `at: from-to from-to gap from-to`, in minutes.
    fn shown(timeline: &Timeline) -> Vec<String> {
        let minutes = |time: Timestamp| time.millis() / 60_000;
        let run = |run: Run| {
            let pair = |(from, to)| format!(" {}..{}", minutes(from), minutes(to));
            let windows = run.windows.iter().map(|window| pair((window.from, window.to)));
            let gap = run.gap.map(|gap| " gap".to_owned() + &pair((gap.from, gap.to)));
            format!("{}:", minutes(run.at)) + &windows.chain(gap).collect::<String>()
        };
        timeline.runs().map(run).collect()
    }

    #[test]
    fn runs_come_every_interval_and_the_first_has_no_gap() {
        let timeline = schedule("now-9m", "5m").timeline(minute(0), End::At(minute(12)), &[]);
        assert_eq!(shown(&timeline), ["0: -9..0", "5: -4..5", "10: 1..10"]);
    }

    #[test]
    fn the_last_run_reaches_the_last_event() {
        let reaching = |time| End::Reaching(minute(time));
        let rule = schedule("now-9m", "5m");
        assert_eq!(shown(&rule.timeline(minute(0), reaching(10), &[])).len(), 3);
        assert_eq!(shown(&rule.timeline(minute(0), reaching(11), &[])).len(), 4);
        assert_eq!(shown(&rule.timeline(minute(0), reaching(0), &[])).len(), 1);
        let delayed = Schedule { to: offset("now-3m").unwrap(), ..rule };
        assert_eq!(shown(&delayed.timeline(minute(0), reaching(1), &[])).len(), 2);
    }

    #[test]
    fn after_an_outage_a_run_catches_up() {
        let rule = schedule("now-6m", "5m");
        let timeline = rule.timeline(minute(0), End::At(minute(28)), &[outage(4, 22)]);
        let caught = "22: -4..2 1..7 6..12 11..17 16..22";
        assert_eq!(shown(&timeline), ["0: -6..0", caught, "27: 21..27"]);
    }

    #[test]
    fn more_than_four_windows_are_lost() {
        let rule = schedule("now-6m", "5m");
        let timeline = rule.timeline(minute(0), End::At(minute(60)), &[outage(1, 60)]);
        let caught = "60: 34..40 39..45 44..50 49..55 54..60 gap 0..34";
        assert_eq!(shown(&timeline), ["0: -6..0", caught]);
        assert_eq!(timeline.gaps().len(), 1);
    }

    #[test]
    fn an_outage_between_two_runs_changes_nothing() {
        let rule = schedule("now-9m", "5m");
        let calm = rule.timeline(minute(0), End::At(minute(20)), &[]);
        let timeline = rule.timeline(minute(0), End::At(minute(20)), &[outage(6, 9)]);
        assert_eq!(shown(&timeline), shown(&calm));
    }

    #[test]
    fn outages_that_follow_each_other_are_one() {
        let rule = schedule("now-9m", "5m");
        let outages = [outage(-2, 7), outage(7, 8)];
        let timeline = rule.timeline(minute(0), End::At(minute(14)), &outages);
        assert_eq!(shown(&timeline), ["8: -1..8", "13: 4..13"]);
    }

    /// The run before makes each one late, and the window that it adds is that of the run before: the time between is
    /// never searched, and nobody says so.
    #[test]
    fn an_interval_longer_than_the_window_is_no_gap_for_kibana() {
        let timeline = schedule("now-5m", "10m").timeline(minute(0), End::At(minute(20)), &[]);
        assert_eq!(shown(&timeline), ["0: -5..0", "10: -5..0 5..10", "20: 5..10 15..20"]);
        assert_eq!(timeline.last_holding(minute(2), minute(2)), None);
        assert_eq!(timeline.last_holding(minute(7), minute(8)).unwrap().run, minute(20));
        assert_eq!(timeline.first_holding(minute(7), minute(8)).unwrap().run, minute(10));
    }

    #[test]
    fn windows_that_hold_a_time_are_those_that_a_walk_finds() {
        let outages = [outage(12, 31), outage(44, 90)];
        for (from, interval) in
            [("now-9m", "5m"), ("now-5m", "5m"), ("now-3m", "7m"), ("now-21m", "4m")]
        {
            let timeline =
                schedule(from, interval).timeline(minute(0), End::At(minute(120)), &outages);
            let windows: Vec<_> = timeline.runs().flat_map(|run| run.windows).collect();
            for first in -10..121 {
                for last in [first, first + 3, first + 8] {
                    let (first, last) = (minute(first), minute(last));
                    let holds = |window: &&Window| window.holds(first) && window.holds(last);
                    let held: Vec<_> = windows.iter().filter(holds).collect();
                    let runs = |window: Option<Window>| window.map(|window| window.run);
                    let expected =
                        [held.first(), held.last()].map(|window| window.map(|window| window.run));
                    let found =
                        [timeline.first_holding(first, last), timeline.last_holding(first, last)];
                    assert_eq!(found.map(runs), expected, "{from} {interval} {first} {last}");
                }
            }
        }
    }

    #[test]
    fn a_jump_lands_where_a_walk_does() {
        let outages = [outage(12, 31)];
        let timeline = schedule("now-9m", "5m").timeline(minute(0), End::At(minute(60)), &outages);
        let first = timeline.first().unwrap();
        let next = timeline.next(first, minute(8)).unwrap();
        assert_eq!((timeline.run(next).at, timeline.skipped(first, Some(next))), (minute(10), 1));
        let behind = timeline.next(first, minute(50)).unwrap();
        assert_eq!(
            (timeline.run(behind).at, timeline.skipped(first, Some(behind))),
            (minute(31), 2)
        );
        assert_eq!(timeline.next(timeline.last().unwrap(), minute(0)), None);
        assert_eq!(timeline.count(), 9);
    }
}
