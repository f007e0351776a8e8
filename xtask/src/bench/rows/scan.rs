//! A scan of all events with all rules beside the yardstick.

use harness::event_input::Format;

use super::{MEGABYTE, Row};
use crate::Failure;
use crate::bench::child::{self, Job};
use crate::bench::clock::{alternated, rate};
use crate::bench::figure::{Better, Figure, Outcome};
use crate::bench::workload::Workload;

pub(super) const ROW: Row = Row { name: "scan", measure };

fn measure(workload: &Workload) -> Result<Outcome, Failure> {
    let Workload { events, matcher, .. } = workload;
    let [scan, yardstick] = alternated(
        workload.args.runs,
        [&mut || events.scan(matcher, Format::Auto), &mut || events.yardstick()],
    )?;
    let [peak, whole] = child::ask(Job::Scan, workload, &events.path)?;
    Ok(Outcome::measured(vec![
        Figure::new("events/s as a share of sonic-rs skipping lazily", yardstick / scan, "x")
            .held_to(Better::More, 0.30, 0.45),
        Figure::new("rate of the scan", rate(events.count, scan), "events/s"),
        Figure::new("rate of sonic-rs", rate(events.count, yardstick), "events/s"),
        Figure::new("peak memory of the scan", peak / MEGABYTE, "MB"),
        Figure::new("peak memory with loading the rules", whole / MEGABYTE, "MB"),
    ]))
}
