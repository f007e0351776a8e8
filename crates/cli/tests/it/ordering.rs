//! The order of results: the last event's time, tiebreaker, file, record; then rule id, join keys, first event.

use serde_json::Value;
use testkit::Rng;

use crate::folder::Folder;
use crate::rule_text::{named_rule, rule};

#[test]
fn time_comes_first_then_the_order_of_the_input() {
    let folder = Folder::of(&[
        (
            "b.ndjson",
            "{\"@timestamp\":\"2026-01-31T10:00:09Z\"}\n{\"@timestamp\":\"2026-01-31T10:00:01Z\"}\n",
        ),
        (
            "a.ndjson",
            "{\"@timestamp\":\"2026-01-31T10:00:09Z\"}\n{\"@timestamp\":\"2026-01-31T11:00:00+02:00\"}\n",
        ),
    ]);
    let outcome = folder.eqlc(&["query", "any where true", "b.ndjson", "a.ndjson"]).exits(0);
    assert_eq!(places(&outcome.json()), ["a.ndjson:2", "b.ndjson:2", "b.ndjson:1", "a.ndjson:1"]);
}

/// `file:record` of the first event of each result.
fn places(lines: &[Value]) -> Vec<String> {
    let place = |line: &Value| {
        let event = &line["events"][0];
        format!("{}:{}", event["source"].as_str().unwrap(), event["record"])
    };
    lines.iter().map(place).collect()
}

#[test]
fn a_tiebreaker_orders_events_of_one_time_and_only_those() {
    let events = "{\"@timestamp\":2,\"n\":10}\n{\"@timestamp\":2}\n{\"@timestamp\":2,\"n\":9}\n{\"@timestamp\":1,\"n\":11}\n";
    let folder = Folder::of(&[("events.ndjson", events)]);
    let run = |options: &[&str]| {
        let fixed = ["query", "any where true", "events.ndjson"];
        folder.eqlc(&[&fixed[..], options].concat()).exits(0).records()
    };
    assert_eq!(run(&["--tiebreaker-field", "n"]), [[4], [3], [1], [2]]);
    assert_eq!(run(&[]), [[4], [1], [2], [3]]);
}

#[test]
fn an_event_without_time_stands_behind_its_predecessor_in_the_input() {
    let events =
        "{\"n\":1}\n{\"@timestamp\":2}\n{\"n\":2}\n{\"n\":3}\n{\"@timestamp\":1}\n{\"n\":4}\n";
    let folder =
        Folder::of(&[("a.ndjson", events), ("b.ndjson", "{\"n\":1}\n{\"@timestamp\":0}\n")]);
    let outcome = folder.eqlc(&["query", "any where true", "a.ndjson", "b.ndjson"]).exits(0);
    let expected = ["a.ndjson:1", "b.ndjson:1", "b.ndjson:2", "a.ndjson:5", "a.ndjson:6"];
    let places = places(&outcome.json());
    assert_eq!(places[..5], expected, "{outcome}");
    assert_eq!(places[5..], ["a.ndjson:2", "a.ndjson:3", "a.ndjson:4"], "{outcome}");
}

#[test]
fn a_sequence_stands_where_its_last_event_stands() {
    let events = "{\"@timestamp\":1,\"host.id\":\"b\",\"n\":1}\n{\"@timestamp\":2,\"host.id\":\"a\",\"n\":1}\n\
                  {\"@timestamp\":3,\"host.id\":\"a\",\"n\":2}\n{\"@timestamp\":4,\"host.id\":\"b\",\"n\":2}\n";
    let folder = Folder::of(&[("events.ndjson", events)]);
    let query = "sequence by host.id [any where n == 1] [any where n == 2]";
    let outcome = folder.eqlc(&["query", query, "events.ndjson"]).exits(0);
    assert_eq!(outcome.records(), [[2, 3], [1, 4]]);
}

#[test]
fn matches_of_one_event_are_ordered_by_rule_id_whatever_their_files_are_called() {
    let id = |digit: u8| format!("{digit}f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036");
    let single = |digit, name| named_rule(&id(digit), name, "any where true");
    let folder = Folder::of(&[
        ("z.toml", &single(1, "First")),
        ("a.toml", &single(3, "Third")),
        ("m.toml", &named_rule(&id(2), "Second", "sequence [any where true] [any where true]")),
        ("events.ndjson", "{\"@timestamp\":1}\n{\"@timestamp\":2}\n"),
    ]);
    let outcome = folder.eqlc(&["scan", "--rules", ".", "events.ndjson"]).exits(0);
    let names: Vec<_> = outcome.json().iter().map(|line| line["rule"]["name"].clone()).collect();
    assert_eq!(names, ["First", "Third", "First", "Second", "Third"]);
}

#[test]
fn sequences_that_end_with_one_event_are_ordered_by_join_key() {
    let events = "{\"@timestamp\":1,\"user.name\":\"b\",\"n\":1}\n{\"@timestamp\":2,\"user.name\":\"a\",\"n\":1}\n\
                  {\"@timestamp\":3,\"user.name\":[\"b\",\"a\"],\"n\":2}\n";
    let folder = Folder::of(&[
        ("rule.toml", &rule("sequence by user.name [any where n == 1] [any where n == 2]")),
        ("events.ndjson", events),
    ]);
    let outcome = folder.eqlc(&["scan", "--rules", "rule.toml", "events.ndjson"]).exits(0);
    assert_eq!(outcome.records(), [[2, 3], [1, 3]]);
}

#[test]
fn every_run_prints_the_same_bytes() {
    let mut rng = Rng::new(7);
    let events: String = (0..400).map(|_| random_event(&mut rng)).collect();
    let rules = [
        "any where n == 1",
        "sequence by host.id [any where n == 1] [any where n == 2]",
        "sequence by user.name with maxspan=5s [any where n == 2] [any where n == 3] until [any where n == 4]",
        "sequence [any where n == 0] [any where n == 4]",
    ];
    let id = |place: usize| format!("{}f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", 9 - place);
    let rules = rules.iter().enumerate();
    let folder = rules.fold(Folder::new(), |folder, (place, query)| {
        folder.with(&format!("{place}.toml"), named_rule(&id(place), "A Rule", query))
    });
    let folder = folder.with("events.ndjson", events);
    let run = || folder.eqlc(&["scan", "--rules", ".", "events.ndjson"]).exits(0).stdout;
    let first = run();
    assert!(first.lines().count() > 100, "{first}");
    assert!((0..4).all(|_| run() == first));
    let times: Vec<String> = first.lines().map(timestamp).collect();
    assert!(times.is_sorted(), "{first}");
}

/// An event of one of few times, hosts and users.
fn random_event(rng: &mut Rng) -> String {
    let (second, number) = (rng.below(30), rng.below(5));
    let (host, user) = (rng.below(4), rng.below(3));
    format!(
        "{{\"@timestamp\":\"2026-01-31T10:00:{second:02}Z\",\"host.id\":\"h{host}\",\
         \"user.name\":[\"u{user}\",\"u3\"],\"n\":{number}}}\n"
    )
}

fn timestamp(line: &str) -> String {
    let line: Value = serde_json::from_str(line).unwrap();
    line["timestamp"].as_str().unwrap().to_owned()
}
