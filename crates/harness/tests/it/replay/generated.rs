//! The bundled rules over generated events, with events of our own planted among them.

use std::fmt::Write;
use std::sync::LazyLock;

use event::{FieldPath, Timestamp};
use harness::replay::{Options, Outage, duration};
use harness::{LoadOptions, RuleSet, generator, load};
use serde_json::{Value, json};

use super::{lines, replay_bytes, rule, short};

/// About five minutes of forty hosts, and the time of the first event.
static STREAM: LazyLock<(Vec<u8>, Timestamp)> = LazyLock::new(|| {
    let first = generator::Generator::new(3).next().unwrap();
    let time = first.values(&FieldPath::new("@timestamp"))[0].to_string();
    (generator::ndjson(3, 16_000), Timestamp::parse(&time).unwrap())
});

fn stream() -> (Vec<u8>, Timestamp) {
    STREAM.clone()
}

/// The stream with these events of our own at its end, at so many seconds after its beginning: order is the replay's
/// business. Their records are from 16,001 on.
fn planted(events: &[(i64, Value)]) -> (Vec<u8>, Timestamp) {
    let (bytes, start) = stream();
    let mut text = String::from_utf8(bytes).unwrap();
    for (seconds, event) in events {
        let mut event = event.clone();
        event["@timestamp"] =
            json!(Timestamp::from_millis(start.millis() + seconds * 1000).to_string());
        writeln!(text, "{event}").unwrap();
    }
    (text.into_bytes(), start)
}

fn options(start: Timestamp) -> Options {
    Options { start: Some(start), ..Options::default() }
}

fn minutes(start: Timestamp, minutes: i64) -> Timestamp {
    Timestamp::from_millis(start.millis() + minutes * 60_000)
}

fn found(
    set: &RuleSet,
    stream: &(Vec<u8>, Timestamp),
    options: &Options,
) -> (Vec<Value>, Vec<String>) {
    let lines = lines(&replay_bytes(set, stream.0.clone(), options), true);
    let shorts = lines.iter().map(|line| short_from(line, stream.1)).collect();
    (lines, shorts)
}

/// As `short`, with minutes from the beginning of the stream.
fn short_from(line: &Value, start: Timestamp) -> String {
    let mut line = line.clone();
    let shift = super::at(0.0).millis() - start.millis();
    for key in ["run", "from", "to"] {
        if let Some(time) = line[key].as_str().and_then(Timestamp::parse) {
            line[key] = json!(Timestamp::from_millis(time.millis() + shift).to_string());
        }
    }
    short(&line)
}

fn bundled() -> RuleSet {
    load(&[testkit::workspace_root().join("rules/windows")], &LoadOptions::default())
}

fn login(outcome: &str) -> Value {
    json!({"event.category": "planted", "event.outcome": outcome, "host.id": "planted"})
}

const LOGINS: &str = "sequence by host.id with maxspan=3m [planted where event.outcome == \"failure\"] \
                      [planted where event.outcome == \"success\"]";

#[test]
fn every_attack_of_the_stream_is_found_on_schedule_once() {
    let set = bundled();
    let (bytes, start) = stream();
    let replayed = replay_bytes(&set, bytes.clone(), &options(start));
    let bytes = Box::new(std::io::Cursor::new(bytes));
    let reader = event_input::from_reader("e", 0, bytes, &event_input::Options::default());
    let matcher = matcher::Matcher::new(set.program()).unwrap();
    let summary = harness::scan::run(
        &matcher,
        [reader],
        &harness::scan::Options::default(),
        &mut super::Strict,
    );
    let alerts = lines(&replayed, false);
    let count =
        alerts.iter().filter(|line| line["kind"] == "single" || line["kind"] == "shell").count();
    assert!(count > 5, "{count} alerts");
    assert_eq!((count as u64, replayed.missed()), (summary.unwrap().matches, 0));
    let again: u64 =
        lines(&replayed, true).iter().filter_map(|line| line["found_again"].as_u64()).sum();
    assert!(again > 0, "windows of nine minutes every five see some matches twice");
}

#[test]
fn a_sequence_is_lost_between_windows() {
    let stream = planted(&[(200, login("failure")), (320, login("success"))]);
    let (_, shown) = found(&rule("from = \"now-6m\"", LOGINS), &stream, &options(stream.1));
    assert_eq!(shown[0], "missed window-edge 16001 16002");
    let (_, shown) = found(&rule("from = \"now-8m\"", LOGINS), &stream, &options(stream.1));
    assert_eq!(shown[2], "10 shell 16001 16002");
}

#[test]
fn a_duplicate_is_suppressed() {
    let stream = planted(&[(270, login("failure")), (280, login("success"))]);
    let (_, shown) = found(&rule("from = \"now-9m\"", LOGINS), &stream, &options(stream.1));
    assert_eq!(
        shown[2..],
        ["5 shell 16001 16002", "comparison 1 alerts 1 again 1 ideal 0 extra 0 missed"]
    );
}

#[test]
fn max_signals_cuts() {
    let events: Vec<_> = (0..7).map(|second| (60 + second, login("failure"))).collect();
    let set = rule("from = \"now-9m\"\nmax_signals = 5", "planted where true");
    let stream = planted(&events);
    let (_, shown) = found(&set, &stream, &options(stream.1));
    assert_eq!(shown[..2], ["5 single 16003", "5 single 16004"]);
    assert!(shown.contains(&"5 max_signals 5 of 7 x2".to_owned()), "{shown:?}");
    assert_eq!(shown[6..8], ["missed max-signals 16001", "missed max-signals 16002"]);
}

#[test]
fn a_run_catches_up_after_an_outage() {
    let set = bundled();
    let (bytes, start) = stream();
    let whole = replay_bytes(&set, bytes.clone(), &options(start));
    let outages = vec![Outage { start: minutes(start, 1), end: minutes(start, 20) }];
    let outage = replay_bytes(&set, bytes, &Options { outages, ..options(start) });
    let records = |lines: Vec<Value>| {
        let single = lines.into_iter().filter(|line| line["kind"] != "comparison");
        let mut records: Vec<_> =
            single.map(|line| (line["id"].to_string(), line["events"].to_string())).collect();
        records.sort();
        records
    };
    // The same alerts, later.
    assert_eq!(records(lines(&outage, false)), records(lines(&whole, false)));
    assert!(lines(&outage, false).iter().any(|line| line["window"]["kind"] == "catch-up"));
}

#[test]
fn the_lines_are_the_same_on_every_run() {
    let set = bundled();
    let (bytes, start) = stream();
    let options = Options { ingest_delay: duration("4m"), ..options(start) };
    let first = lines(&replay_bytes(&set, bytes.clone(), &options), true);
    assert_eq!(lines(&replay_bytes(&set, bytes, &options), true), first);
}
