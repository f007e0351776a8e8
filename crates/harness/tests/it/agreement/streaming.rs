//! The harness over a pair: ordered by it, and as a stream that is in order already (`--sorted`).

use std::io::{self, Cursor};

use event::Document;
use harness::event_input::{OpenError, Options as InputOptions, Reader, from_reader};
use harness::scan::{self, EventOutput, Found, Listener, Options};
use matcher::StreamOptions;
use pack::{Plan, Program};

use super::engines::{ENGINES, Matches, OPTIONS, Prepared};
use super::pair::{Pair, ndjson};

/// Whether a stream finds every match at the event that completes it: nothing waits for a missing event, and no
/// sample for the end of the input.
pub(super) fn is_prompt(program: &Program) -> bool {
    match &program.rules[0].plan {
        Plan::Event(_) => true,
        Plan::Sequence(plan) => plan.stages.iter().all(|stage| !stage.missing),
        Plan::Sample(_) => false,
    }
}

/// What the harness finds in the events as they are, which it orders.
pub(super) fn batch(prepared: &Prepared, pair: &Pair) -> Result<Matches, String> {
    run(prepared, pair, (0..pair.events.len()).collect(), false)
}

/// What the harness finds in the events in order, which it trusts.
pub(super) fn stream(prepared: &Prepared, pair: &Pair) -> Result<Matches, String> {
    let order = pair.in_own_order().into_iter();
    run(prepared, pair, order.map(|(place, _)| place).collect(), true)
}

fn run(
    prepared: &Prepared,
    pair: &Pair,
    places: Vec<usize>,
    sorted: bool,
) -> Result<Matches, String> {
    let matcher = ENGINES[0].build(&prepared.program)?;
    let events: Vec<&Document> = places.iter().map(|&place| &pair.events[place]).collect();
    let input = Box::new(Cursor::new(ndjson(events)));
    let input = from_reader("events", 0, input, &InputOptions::default());
    let stream = StreamOptions { mode: OPTIONS[0].mode, ..StreamOptions::default() };
    let options = Options { sorted, stream, events: EventOutput::Refs, ..Options::default() };
    let mut results = Results { places, found: Matches::new(), problems: Vec::new() };
    scan::run(&matcher, [input], &options, &mut results).map_err(|error| error.to_string())?;
    if results.problems.is_empty() { Ok(results.found) } else { Err(results.problems.join("\n")) }
}

/// Collects matches with the places of their events in the pair.
struct Results {
    /// The place of each record.
    places: Vec<usize>,
    found: Matches,
    problems: Vec<String>,
}

impl Listener for Results {
    fn found(&mut self, found: &Found) -> io::Result<()> {
        let place = |record: u64| self.places[usize::try_from(record).unwrap() - 1];
        let events = found.events.iter().map(|event| Some(place(event.as_ref()?.record())));
        self.found.push((events.collect(), found.join_keys.clone()));
        Ok(())
    }

    fn unopened(&mut self, error: &OpenError) {
        self.problems.push(error.to_string());
    }

    fn bad_record(&mut self, _source: &str, record: u64, reason: &str) {
        self.problems.push(format!("record {record}: {reason}"));
    }

    fn warning(&mut self, text: &str) {
        self.problems.push(text.to_owned());
    }

    fn progress(&mut self, _reader: &Reader) {}
}
