//! Two threads against one, as a share of what two threads reach that only count.

use std::hint::black_box;

use harness::event_input::Format;
use harness::matcher::Matcher;
use harness::scan;

use super::Row;
use crate::Failure;
use crate::bench::clock::{alternated, rate, wall};
use crate::bench::figure::{Better, Figure, Outcome};
use crate::bench::scanning;
use crate::bench::workload::{Events, Workload};

pub(super) const ROW: Row = Row { name: "two threads", measure };

/// The clock on the wall is less steady than CPU time.
const PAIRS: usize = 7;

/// Where two threads gain less than this by counting, a share of it says nothing.
const LEAST_GAIN: f64 = 1.5;

/// How far one thread counts in half a measurement.
const COUNT: u64 = 200_000_000;

fn measure(workload: &Workload) -> Result<Outcome, Failure> {
    let Workload { events, matcher, .. } = workload;
    let pairs = workload.args.runs.max(PAIRS);
    let [one, two, spin_one, spin_two] = alternated(
        pairs,
        [
            &mut || threaded(events, matcher, 1),
            &mut || threaded(events, matcher, 2),
            &mut || wall(|| count(2 * COUNT)),
            &mut || wall(count_twice),
        ],
    )?;
    let (reached, possible) = (one / two, spin_one / spin_two);
    if possible < LEAST_GAIN {
        let reason = format!("the machine is busy: counting on two threads gains {possible:.2} x");
        return Ok(Outcome::skipped(reason));
    }
    Ok(Outcome::measured(vec![
        Figure::new("gain as a share of what the machine gives", reached / possible, "x").held_to(
            Better::More,
            0.90,
            0.95,
        ),
        Figure::new("gain of a scan", reached, "x"),
        Figure::new("gain of counting", possible, "x"),
        Figure::new("rate of two threads, by the wall", rate(events.count, two), "events/s"),
    ]))
}

fn threaded(events: &Events, matcher: &Matcher, threads: usize) -> Result<f64, Failure> {
    let options = scan::Options { threads, ..scanning::options() };
    wall(|| {
        let reader = scanning::from_file(&events.path, Format::Auto)?;
        let summary = scanning::scan(matcher, reader, &options, &mut scanning::Silent)?;
        events.all_read(summary.events)
    })
}

#[expect(clippy::unnecessary_wraps, reason = "what is measured may fail")]
fn count(to: u64) -> Result<(), Failure> {
    (0..to).for_each(|number| _ = black_box(number));
    Ok(())
}

fn count_twice() -> Result<(), Failure> {
    std::thread::scope(|scope| {
        let other = scope.spawn(|| count(COUNT));
        count(COUNT)?;
        other.join().map_err(|_| Failure::new("a thread that only counts ended early"))?
    })
}
