//! Times such as `now-9m` and intervals such as `5m`, in seconds; days such as `2026/01/31`.

use crate::{RuleView, durations};

const SECOND: i128 = 1_000_000_000;

/// Seconds before now: `now-9m` is 540, `now` is 0, `now+1m` is -60. Nothing for date math without a fixed length.
pub(crate) fn before_now(text: &str) -> Option<i128> {
    Some(-durations::offset(text)? / SECOND)
}

/// The seconds of `9m`, `1h`, `30d`.
pub(crate) fn seconds(text: &str) -> Option<i128> {
    Some(durations::duration(text)? / SECOND)
}

/// Whether this is a number and a unit of date math, also one without a fixed length.
pub(crate) fn is_amount(text: &str) -> bool {
    let number = text.strip_suffix(['s', 'm', 'h', 'H', 'd', 'w', 'M', 'y']).unwrap_or_default();
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// The schedule of a sequence rule, in seconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schedule {
    /// How far back a run looks.
    pub(crate) window: i128,
    /// How often it runs.
    pub(crate) interval: i128,
    /// The longest time of a sequence.
    pub(crate) maxspan: i128,
}

impl Schedule {
    /// How late events may be so that every sequence is still in one window as a whole; negative where even events
    /// that are on time can be torn apart.
    ///
    /// A run at `t` sees `t - window` to `t`. The runs whose window has a sequence as a whole are those from its last
    /// event to `window` after its first one; for one to be among them at any phase, that must be an interval.
    pub(crate) fn slack(&self) -> i128 {
        self.window - self.maxspan - self.interval
    }

    /// Window, interval and maxspan for people.
    pub(crate) fn shown(&self) -> [String; 3] {
        [self.window, self.interval, self.maxspan].map(shown)
    }
}

/// The schedule of a rule whose query is a sequence with `maxspan` and whose times can be told.
pub(crate) fn schedule(rule: &RuleView<'_>) -> Option<Schedule> {
    let (window, interval) = (look_back(rule)?, interval(rule)?);
    (window > 0 && interval > 0).then_some(())?;
    Some(Schedule { window, interval, maxspan: rule.maxspan()? })
}

/// How far back a run looks, in seconds: from `from`, else six minutes, to `to`.
pub(crate) fn look_back(rule: &RuleView<'_>) -> Option<i128> {
    let from = rule.rule().from.as_ref().map_or("now-6m", |from| &from.value);
    let to = rule.rule().to.as_ref().map_or("now", |to| &to.value);
    Some(before_now(from)? - before_now(to)?)
}

/// How often it runs, in seconds; five minutes by default.
pub(crate) fn interval(rule: &RuleView<'_>) -> Option<i128> {
    rule.rule().interval.as_ref().map_or(Some(300), |interval| seconds(&interval.value))
}

/// `9m`, `1h`, `90s`: seconds for people.
pub(crate) fn shown(seconds: i128) -> String {
    durations::shown(seconds * SECOND)
}

/// Year, month and day of `2026/01/31`; an error where the form is right and no calendar has the day; nothing for
/// another form.
pub(crate) fn day(date: &str) -> Option<Result<[u32; 3], ()>> {
    let parts: Vec<&str> = date.split('/').collect();
    let digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !parts.iter().map(|part| part.len()).eq([4, 2, 2]) || !parts.iter().all(digits) {
        return None;
    }
    let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let [year, month, day] = numbers[..] else { return None };
    Some(if (1..=days_of(year, month)).contains(&day) { Ok([year, month, day]) } else { Err(()) })
}

fn days_of(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether at every start of a sequence some run sees it as a whole. Times are even, so that a start between two
    /// of them stands for all that are no whole number.
    fn is_always_seen(schedule: &Schedule) -> bool {
        let Schedule { window, interval, maxspan } = *schedule;
        let sees = |run: i128, start: i128| run - window <= start && start + maxspan <= run;
        (0..interval).all(|start| (0..40).any(|run| sees(run * interval, start)))
    }

    #[test]
    fn without_slack_a_sequence_can_be_missed_and_with_it_none_is() {
        for window in (2..=24).step_by(2) {
            for interval in (2..=10).step_by(2) {
                for maxspan in (0..=window).step_by(2) {
                    let schedule = Schedule { window, interval, maxspan };
                    assert_eq!(schedule.slack() >= 0, is_always_seen(&schedule), "{schedule:?}");
                }
            }
        }
    }

    #[test]
    fn days_of_the_calendar() {
        assert_eq!(day("2024/02/29"), Some(Ok([2024, 2, 29])));
        for none in ["2026/02/29", "2026/13/01", "2026/04/31", "2026/00/10", "2024/99/99"] {
            assert_eq!(day(none), Some(Err(())), "{none}");
        }
        assert_eq!([day("2026-01-01"), day("26/01/01"), day("2026/1/01")], [None; 3]);
    }

    #[test]
    fn date_math_in_seconds() {
        for (text, expected) in [
            ("now", Some(0)),
            ("now-9m", Some(540)),
            ("now-1H", Some(3600)),
            ("now-1h-30m", Some(5400)),
            ("now+1m", Some(-60)),
            ("now-1M", None),
        ] {
            assert_eq!(before_now(text), expected, "{text}");
        }
        for (text, expected) in
            [("0m", Some(0)), ("m", None), ("", None), ("5q", None), ("é", None), ("1M", None)]
        {
            assert_eq!(seconds(text), expected, "{text}");
        }
        assert!(["9m", "1y", "007M"].into_iter().all(is_amount));
        assert!(!["", "m", "9", "9ms", "-9m", "9é"].into_iter().any(is_amount));
        assert_eq!(["60s", "61s"].map(|text| shown(seconds(text).unwrap())), ["1m", "61s"]);
    }
}
