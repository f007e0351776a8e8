//! A stream of events of which every one is a stage of a sequence.

use harness::QuerySource;
use harness::event_input::Format;
use harness::scan;

use super::Row;
use crate::bench::clock::{alternated, rate};
use crate::bench::figure::{Better, Figure, Outcome};
use crate::bench::generated::{SEQUENCE, pairs};
use crate::bench::scanning;
use crate::bench::workload::{Events, Workload};
use crate::{Failure, disk};

pub(super) const ROW: Row = Row { name: "sequence load", measure };

fn measure(workload: &Workload) -> Result<Outcome, Failure> {
    let path = workload.folder.path().join("sequence.ndjson");
    let text: String = pairs(workload.args.keys).collect();
    disk::write_text(&path, &text)?;
    drop(text);
    let events = Events::read(&path)?;
    let compiled = QuerySource::new(SEQUENCE)
        .compile()
        .map_err(|error| Failure::new(format!("the rule of the row: {error:?}")))?;
    let sorted = scan::Options { sorted: true, ..scanning::options() };
    let mut streamed = || events.scan_as(&compiled.matcher, Format::Auto, &sorted);
    let mut ordered = || events.scan(&compiled.matcher, Format::Auto);
    let [streamed, ordered] = alternated(workload.args.runs, [&mut streamed, &mut ordered])?;
    Ok(Outcome::measured(vec![
        Figure::new("every event is a stage, --sorted", rate(events.count, streamed), "events/s")
            .held_to(Better::More, 500e3, 1.5e6),
        Figure::new("ordered by time first", rate(events.count, ordered), "events/s"),
    ]))
}
