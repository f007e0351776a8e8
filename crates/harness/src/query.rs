//! One ad-hoc query over inputs.

use std::io;

use event::{Document, Event};
use event_input::{OpenError, Reader, Record};
use oracle::{Oracle, Stamped};

use crate::CompiledQuery;
use crate::ordering::{Clock, Place};
use crate::scan::{self, EventOutput, Found, Kept, Listener, Options, ScanError};
use crate::summary::Summary;

/// Runs a query over readers that are open and hands each result line to `write`: the simplest way to use it.
pub fn run(
    query: &CompiledQuery,
    readers: Vec<Reader>,
    options: &Options,
    write: &mut dyn FnMut(String),
) -> Result<Summary, ScanError> {
    let sources = readers.iter().map(|reader| reader.name().to_owned()).collect();
    let mut lines = Lines { kind: query.kind, sources, output: options.events, write };
    let options = Options { keep_result_order: true, ..options.clone() };
    scan::run(&query.matcher, readers.into_iter().map(Ok), &options, &mut lines)
}

/// The same by the slow engine that says what a query means; it keeps all events in memory.
pub fn run_on_oracle(
    query: &CompiledQuery,
    readers: Vec<Reader>,
    options: &Options,
    write: &mut dyn FnMut(String),
) {
    let sources: Vec<_> = readers.iter().map(|reader| reader.name().to_owned()).collect();
    let events = in_order(query, readers, options);
    let stamped = events.iter().map(|(place, _, document)| Stamped {
        document,
        ordinal: place.is_timed.then(|| place.ordinal.clone()),
    });
    let oracle = Oracle::new(&query.query)
        .in_mode(options.stream.mode)
        .with_max_samples_per_key(options.stream.max_samples_per_key);
    let kept = |event: usize| Kept::of(&events[event].1, options.events);
    for found in oracle.run(&stamped.collect::<Vec<_>>()) {
        let last = found.events.iter().flatten().max().map(|&event| &events[event].0);
        let found = Found {
            rule: pack::RuleId(0),
            time: last.and_then(Place::time),
            join_keys: found.join_keys,
            events: found.events.into_iter().map(|event| event.map(kept)).collect(),
        };
        write(scan::query_line(query.kind, &found, &sources, options.events));
    }
}

/// All events in the order of their time, each with its document as its index holds it.
fn in_order(
    query: &CompiledQuery,
    readers: Vec<Reader>,
    options: &Options,
) -> Vec<(Place, Event, Document)> {
    let matcher = &query.matcher;
    let Some(id) = matcher.program().rules.first().map(|rule| rule.clock) else {
        return Vec::new();
    };
    let mut clock = Clock::default();
    let mut events = Vec::new();
    for reader in readers {
        clock.restart();
        let stored = options.stored(reader.name());
        for record in reader {
            let Record::Event(event) = record else { continue };
            let document = stored(&event.document).into_owned();
            let position = events.len() as u64;
            let place = clock.place(matcher.ordinal(id, &document, position), position);
            events.push((place, event, document));
        }
    }
    events.sort_by(|(left, ..), (right, ..)| left.ordinal.cmp(&right.ordinal));
    events
}

struct Lines<'w> {
    kind: &'static str,
    sources: Vec<String>,
    output: EventOutput,
    write: &'w mut dyn FnMut(String),
}

impl Listener for Lines<'_> {
    fn found(&mut self, found: &Found) -> io::Result<()> {
        (self.write)(scan::query_line(self.kind, found, &self.sources, self.output));
        Ok(())
    }

    fn unopened(&mut self, _error: &OpenError) {}

    fn bad_record(&mut self, _source: &str, _record: u64, _reason: &str) {}

    fn warning(&mut self, _text: &str) {}

    fn progress(&mut self, _reader: &Reader) {}
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use event_schema::{Indices, Mapping};

    use super::*;
    use crate::QuerySource;

    const EVENTS: [&str; 2] = [
        r#"{"@timestamp": 3, "k": "x", "size": "7"}
           {"@timestamp": 1, "k": "x", "size": null}
           {"k": "x", "size": 7}"#,
        r#"{"@timestamp": 2, "k": ["x", "y"], "size": 7}"#,
    ];

    fn readers() -> Vec<Reader> {
        let open = |(place, events): (u32, &'static str)| {
            let options = event_input::Options::default();
            let name = format!("input {place}");
            event_input::from_reader(&name, place, Box::new(events.as_bytes()), &options).unwrap()
        };
        (0..).zip(EVENTS).map(open).collect()
    }

    #[test]
    fn both_engines_give_the_same_lines_for_inputs_with_a_mapping() {
        let mapping = r#"{"properties": {"size": {"type": "long", "null_value": 0}}}"#;
        let mapping = Mapping::new(&serde_json::from_str(mapping).unwrap()).unwrap();
        let mut indices = Indices::new(mapping);
        crate::mapping::learn(&mut indices, readers().into_iter().map(Ok));
        let indices = Some(Arc::new(indices));
        for (text, count) in [
            ("any where size == 7", 3),
            ("sequence by k [any where size == 0] [any where true] [any where size == 7]", 1),
            ("sample by k [any where size == 0] [any where size == 7]", 1),
        ] {
            let mut source = QuerySource::new(text);
            source.options.indices.clone_from(&indices);
            let query = source.compile().unwrap();
            let options = Options { indices: indices.clone(), ..Options::default() };
            let (mut slow, mut fast) = (Vec::new(), Vec::new());
            run_on_oracle(&query, readers(), &options, &mut |line| slow.push(line));
            run(&query, readers(), &options, &mut |line| fast.push(line)).unwrap();
            assert_eq!(slow, fast, "{text}");
            assert_eq!(slow.len(), count, "{text}");
        }
    }
}
