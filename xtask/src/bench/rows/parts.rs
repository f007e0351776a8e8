//! The same scan with one part of the engine switched on or off: what each part is worth.

use harness::event_input::Format;
use harness::matcher::{Matcher, MatcherOptions};
use harness::scan;

use super::Row;
use crate::Failure;
use crate::bench::clock::{alternated, rate};
use crate::bench::figure::{Figure, Outcome};
use crate::bench::scanning;
use crate::bench::workload::Workload;

pub(super) const ROW: Row = Row { name: "parts", measure };

fn measure(workload: &Workload) -> Result<Outcome, Failure> {
    let Workload { events, matcher, .. } = workload;
    let all = MatcherOptions::default();
    let no_memo = with(workload, MatcherOptions { value_memo: false, ..all })?;
    let no_index = with(workload, MatcherOptions { prefilter: false, ..all })?;
    let documents = scan::Options { blocks: false, ..scanning::options() };
    let seconds = alternated(
        workload.args.runs,
        [
            &mut || events.scan(matcher, Format::Auto),
            &mut || events.scan(&no_memo, Format::Auto),
            &mut || events.scan(&no_index, Format::Auto),
            &mut || events.scan_as(matcher, Format::Auto, &documents),
        ],
    )?;
    let [whole, ..] = seconds;
    let names = ["all parts", "no value memo", "no index", "lines read as documents"];
    let figures = names.iter().zip(seconds).flat_map(|(name, seconds)| {
        let rate = Figure::new(*name, rate(events.count, seconds), "events/s");
        [rate, Figure::new("  time against all parts", seconds / whole, "x")]
    });
    Ok(Outcome::measured(figures.collect()))
}

fn with(workload: &Workload, options: MatcherOptions) -> Result<Matcher, Failure> {
    Matcher::with_options(workload.matcher.program().clone(), options)
        .map_err(|error| Failure::new(error.to_string()))
}
