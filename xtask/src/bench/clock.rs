//! Time: the clock on the wall, the CPU time of this thread, and medians of runs that take turns.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

use crate::Failure;

/// What a job gives and how long it takes by the clock on the wall.
#[expect(clippy::disallowed_methods, reason = "a measurement needs a clock")]
pub(crate) fn timed<T>(
    work: impl FnOnce() -> Result<T, Failure>,
) -> Result<(T, Duration), Failure> {
    let start = Instant::now();
    let result = work()?;
    Ok((result, start.elapsed()))
}

/// How many seconds of CPU time of this thread a job takes.
pub(super) fn cpu(work: impl FnOnce() -> Result<(), Failure>) -> Result<f64, Failure> {
    let start = thread_seconds();
    work()?;
    Ok(thread_seconds() - start)
}

/// How many seconds a job takes by the clock on the wall.
pub(super) fn wall(work: impl FnOnce() -> Result<(), Failure>) -> Result<f64, Failure> {
    timed(work).map(|((), elapsed)| elapsed.as_secs_f64())
}

fn thread_seconds() -> f64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    #[expect(clippy::cast_precision_loss, reason = "of a time, 53 bits are plenty")]
    let (seconds, nanoseconds) = (now.tv_sec as f64, now.tv_nsec as f64);
    seconds + nanoseconds / 1e9
}

/// Something that takes time, in seconds.
pub(super) type Run<'r> = &'r mut dyn FnMut() -> Result<f64, Failure>;

/// The medians of several measurements that take turns, so that what else the machine does meets all alike. The
/// first turn warms the caches and is not counted.
pub(super) fn alternated<const N: usize>(
    count: usize,
    mut measurements: [Run<'_>; N],
) -> Result<[f64; N], Failure> {
    let mut taken = [const { Vec::new() }; N];
    for turn in 0..=count.max(1) {
        for (measure, taken) in measurements.iter_mut().zip(&mut taken) {
            let seconds = measure()?;
            if turn > 0 {
                taken.push(seconds);
            }
        }
    }
    Ok(taken.map(median))
}

/// The middle one; of an even number, the lower of the two in the middle. Zero where there is none.
pub(super) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or_default()
}

/// How many a second.
#[expect(clippy::cast_precision_loss, reason = "shown with three digits")]
pub(super) fn rate(count: usize, seconds: f64) -> f64 {
    count as f64 / seconds.max(f64::MIN_POSITIVE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert!((median(vec![9.0, 1.0, 5.0]) - 5.0).abs() < f64::EPSILON);
        assert!((median(vec![4.0, 2.0]) - 2.0).abs() < f64::EPSILON);
        assert!(median(Vec::new()) < f64::EPSILON);
    }

    #[test]
    fn measurements_take_turns_and_the_first_turn_does_not_count() {
        let turns = std::cell::RefCell::new(Vec::new());
        let mut left = || {
            turns.borrow_mut().push("left");
            Ok(if turns.borrow().len() == 1 { 100.0 } else { 1.0 })
        };
        let mut right = || {
            turns.borrow_mut().push("right");
            Ok(2.0)
        };
        let [left, right] = alternated(1, [&mut left, &mut right]).unwrap();
        assert!((left - 1.0).abs() < f64::EPSILON && (right - 2.0).abs() < f64::EPSILON);
        assert_eq!(turns.into_inner(), ["left", "right", "left", "right"]);
    }
}
