//! The state of sequences is bounded: the oldest goes, a counter says so, and maxspan frees memory.

use std::io::Cursor;

use event::Timestamp;
use harness::event_input::{Options as InputOptions, from_reader};
use harness::matcher::{Bounds, Matcher, State, StreamOptions};
use harness::scan::Options;
use harness::summary::Summary;
use harness::{QuerySource, query};

const SEQUENCE: &str = "sequence by host.id [process where true] [file where true]";

/// A start for each host, then an end for each.
fn events(hosts: usize) -> String {
    let line = |second: usize, category: &str, host: usize| {
        let time = Timestamp::from_millis(i64::try_from(second * 1000).unwrap());
        format!(
            r#"{{"@timestamp":"{time}","event.category":"{category}","host.id":"host-{host}"}}"#
        ) + "\n"
    };
    let starts = (0..hosts).map(|host| line(host, "process", host));
    let ends = (0..hosts).map(|host| line(hosts + host, "file", host));
    starts.chain(ends).collect()
}

fn run(text: &str, events: String, bounds: Bounds, sorted: bool) -> (usize, Summary) {
    let query = QuerySource::new(text).compile().unwrap();
    let input =
        from_reader("events", 0, Box::new(Cursor::new(events)), &InputOptions::default()).unwrap();
    let stream = StreamOptions { bounds, ..StreamOptions::default() };
    let options = Options { sorted, stream, ..Options::default() };
    let mut lines = Vec::new();
    let summary = query::run(&query, vec![input], &options, &mut |line| lines.push(line)).unwrap();
    (lines.len(), summary)
}

#[test]
fn with_room_enough_nothing_goes() {
    for sorted in [false, true] {
        let (matches, summary) = run(SEQUENCE, events(2000), Bounds::default(), sorted);
        assert_eq!((matches, summary.dropped), (2000, 0));
    }
}

#[test]
fn beyond_the_most_keys_the_oldest_go_and_are_counted() {
    let bounds = Bounds { keys: 500, ..Bounds::default() };
    for sorted in [false, true] {
        let (matches, summary) = run(SEQUENCE, events(2000), bounds, sorted);
        assert!((400..=500).contains(&matches), "{matches}");
        assert_eq!(summary.dropped, 2000 - u64::try_from(matches).unwrap());
        assert!(
            summary.notes().iter().any(|note| note.contains("partial")),
            "{:?}",
            summary.notes()
        );
    }
}

#[test]
fn beyond_the_most_bytes_the_oldest_go_and_are_counted() {
    let bounds = Bounds { bytes: 200_000, ..Bounds::default() };
    let (matches, summary) = run(SEQUENCE, events(4000), bounds, true);
    assert!(
        summary.dropped > 0 && matches > 100 && matches < 4000,
        "{matches} {}",
        summary.dropped
    );
}

#[test]
fn samples_are_bounded_too() {
    let bounds = Bounds { keys: 50, ..Bounds::default() };
    let sample = "sample by host.id [process where true] [file where true]";
    let (matches, summary) = run(sample, events(200), bounds, false);
    assert!(matches <= 50 && summary.dropped >= 150, "{matches} {}", summary.dropped);
}

#[test]
fn what_maxspan_has_ended_takes_no_memory() {
    let text = "sequence by host.id with maxspan=10s [process where true] [file where true]";
    let query = QuerySource::new(text).compile().unwrap();
    let keys = keys_after(&query.matcher, &events(2000));
    assert!(keys <= 40, "{keys} keys for a window of 10 of 2000 events");
}

/// How many keys are held after all starts.
fn keys_after(matcher: &Matcher, events: &str) -> usize {
    let mut scratch = matcher.create_scratch();
    let mut state: State<usize> = matcher.create_state(StreamOptions::default());
    for (index, line) in events.lines().take(2000).enumerate() {
        let document = serde_json::from_str(line).unwrap();
        let clock = matcher.program().rules[0].clock;
        let time = matcher.ordinal(clock, &document, 0).map(|ordinal| ordinal.time);
        let hits = matcher.filter(&mut scratch, &document);
        matcher.advance(&mut state, &index, time, &hits.stages, |_| {});
    }
    state.keys()
}
