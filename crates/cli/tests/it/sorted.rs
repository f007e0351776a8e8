//! `--sorted` streams: the same results on input in order, a warning on other input.

use testkit::Rng;

use crate::folder::Folder;
use crate::rule_text::{named_rule, rule};

const SEQUENCE: &str =
    "sequence by host.id with maxspan=4s [any where n == 1] [any where n == 2] [any where n == 3]";

#[test]
fn input_in_order_gives_the_same_bytes() {
    let mut rng = Rng::new(11);
    let event = |second: usize| {
        let (host, number) = (rng.below(3), rng.below(4));
        format!("{{\"@timestamp\":{},\"host.id\":\"h{host}\",\"n\":{number}}}\n", second / 3 * 1000)
    };
    let events: String = (0..600).map(event).collect();
    let folder = Folder::of(&[
        ("sequence.toml", &rule(SEQUENCE)),
        (
            "single.toml",
            &named_rule("0f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "One", "any where n == 0"),
        ),
        ("events.ndjson", &events),
    ]);
    let scan = ["scan", "--rules", ".", "events.ndjson"];
    let by_time = folder.eqlc(&scan).exits(0);
    let streamed = folder.eqlc(&[&scan[..], &["--sorted"]].concat()).exits(0);
    assert!(by_time.records().iter().filter(|records| records.len() == 3).count() > 5, "{by_time}");
    assert_eq!(by_time.stdout, streamed.stdout);
    assert!(!streamed.stderr.contains("warning"), "{streamed}");
}

#[test]
fn input_that_goes_back_in_time_is_warned_of_once_and_taken_as_it_comes() {
    let times = [5, 3, 9, 1];
    let events: Vec<_> = times.iter().map(|time| format!("{{\"@timestamp\":{time}}}\n")).collect();
    let events = events.concat();
    let folder = Folder::of(&[("events.ndjson", &events)]);
    let outcome = folder.eqlc(&["query", "any where true", "events.ndjson", "--sorted"]).exits(0);
    assert_eq!(outcome.records(), [[1], [2], [3], [4]]);
    assert_eq!(outcome.stderr.matches("warning").count(), 1, "{outcome}");
    outcome.says("record 2");
}

#[test]
fn a_stream_is_not_held_back() {
    let folder = Folder::new();
    let run = ["query", "any where n == 1", "--sorted", "--events", "refs"];
    let outcome = folder.command(&run).stdin("{\"n\":1}\n{\"n\":2}\n{\"n\":1}\n").run().exits(0);
    assert_eq!(outcome.records(), [[1], [3]]);
}

#[test]
fn the_buffer_has_no_say_over_a_stream() {
    let event = format!("{{\"@timestamp\":1,\"text\":\"{}\"}}\n", "x".repeat(1000));
    let folder = Folder::of(&[("events.ndjson", &event.repeat(50))]);
    let run = ["query", "any where true", "events.ndjson", "--max-buffer", "2KiB"];
    folder.eqlc(&run).exits(2);
    let outcome = folder.eqlc(&[&run[..], &["--sorted"]].concat()).exits(0);
    assert_eq!(outcome.records().len(), 50);
}
