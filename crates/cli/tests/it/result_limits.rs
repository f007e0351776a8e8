//! How many results a query gives: `head` and `tail`, `--size`, `--max-samples-per-key`.

use crate::folder::Folder;
use crate::run::Outcome;

/// Six events in time; `n` counts them, hosts take turns.
fn events() -> String {
    let event = |n: usize| {
        let host = ["a", "b"][n % 2];
        format!("{{\"@timestamp\":{n},\"host.id\":\"{host}\",\"n\":{n},\"even\":{}}}\n", n / 2 % 2)
    };
    (1..=6).map(event).collect()
}

#[track_caller]
fn query(eql: &str, options: &[&str]) -> Outcome {
    let folder = Folder::of(&[("events.ndjson", &events())]);
    folder.eqlc(&[&["query", eql, "events.ndjson"], options].concat()).exits(0)
}

#[test]
fn head_and_tail_take_the_first_and_the_last() {
    assert_eq!(query("any where true | head 2", &[]).records(), [[1], [2]]);
    assert_eq!(query("any where true | tail 2", &[]).records(), [[5], [6]]);
    assert_eq!(query("any where true | head 4 | tail 1", &[]).records(), [[4]]);
}

#[test]
fn pipes_count_sequences_not_events() {
    let sequence = "sequence by host.id [any where true] [any where true]";
    assert_eq!(query(sequence, &[]).records().len(), 4);
    assert_eq!(query(&format!("{sequence} | tail 1"), &[]).records(), [[4, 6]]);
}

#[test]
fn size_takes_the_latest() {
    assert_eq!(query("any where true", &["--size", "2"]).records(), [[5], [6]]);
    assert_eq!(query("any where true", &["--size", "100"]).records().len(), 6);
}

#[test]
fn a_sample_is_a_line_with_its_key() {
    let sample = "sample by host.id [any where even == 0] [any where even == 1]";
    let outcome = query(sample, &["--events", "none"]);
    outcome.prints(
        "{\"kind\":\"sample\",\"join_keys\":[\"a\"],\"events\":[]}\n\
         {\"kind\":\"sample\",\"join_keys\":[\"b\"],\"events\":[]}\n",
    );
}

#[test]
fn a_key_may_have_more_samples_on_demand() {
    let sample = "sample by host.id [any where true] [any where true]";
    let count = |options: &[&str]| query(sample, options).records().len();
    assert_eq!(count(&[]), 2);
    assert!(count(&["--max-samples-per-key", "2"]) > 2);
}

#[test]
fn state_has_a_limit_and_what_it_cost_is_told() {
    let start = |n| format!("{{\"@timestamp\":{n},\"host.id\":\"h{n}\",\"n\":1}}\n");
    let end = |n| format!("{{\"@timestamp\":{},\"host.id\":\"h{n}\",\"n\":2}}\n", n + 1000);
    let events: String = (0..100).map(start).chain((0..100).map(end)).collect();
    let folder = Folder::of(&[("events.ndjson", &events)]);
    let query = "sequence by host.id [any where n == 1] [any where n == 2]";
    let run = |options: &[&str]| {
        let fixed = ["query", query, "events.ndjson", "--events", "refs"];
        folder.eqlc(&[&fixed[..], options].concat()).exits(0)
    };
    let whole = run(&[]);
    assert_eq!((whole.records().len(), whole.stderr.as_str()), (100, ""));
    let bounded = run(&["--max-sequence-keys", "10"]);
    assert!((1..=10).contains(&bounded.records().len()), "{bounded}");
    assert_eq!(bounded.records().last(), whole.records().last());
    bounded.says("--max-sequence-keys");
}
