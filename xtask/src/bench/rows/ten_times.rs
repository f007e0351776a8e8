//! What an event costs with ten times the rules.

use harness::event_input::Format;

use super::Row;
use crate::Failure;
use crate::bench::clock::{alternated, rate};
use crate::bench::figure::{Better, Figure, Outcome};
use crate::bench::tenth::tenth;
use crate::bench::workload::{Workload, matcher};

pub(super) const ROW: Row = Row { name: "ten times the rules", measure };

fn measure(workload: &Workload) -> Result<Outcome, Failure> {
    let Workload { events, matcher: all, rules, .. } = workload;
    let few = matcher(&tenth(rules))?;
    let [many_seconds, few_seconds] = alternated(
        workload.args.runs,
        [&mut || events.scan(all, Format::Auto), &mut || events.scan(&few, Format::Auto)],
    )?;
    Ok(Outcome::measured(vec![
        Figure::new("time per event", many_seconds / few_seconds, "x").held_to(
            Better::Less,
            2.0,
            1.5,
        ),
        Figure::new("rate with a tenth", rate(events.count, few_seconds), "events/s"),
    ]))
}
