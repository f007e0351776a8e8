//! A replay against the plainest model of one: every window of every run searched by the slow engine.

use std::collections::BTreeSet;

use event::{Document, FieldPath, Ordinal};
use harness::RuleSet;
use harness::replay::{End, Outage, Schedule, duration};
use oracle::{Oracle, Stamped};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Options, at, event, lines, replay, rule};

const QUERIES: &[&str] = &[
    "a where true",
    "a where true | head 2",
    "sequence by host.id with maxspan=7m [a where true] [b where true]",
    "sequence by host.id [a where true] [b where true] until [c where true]",
    "sequence by host.id with maxspan=5m [a where true] ![c where true] [b where true]",
    "sample by host.id [a where true] [b where true]",
];

/// The records of the alerts that the model makes, in the order of the runs, and how often one was found again.
fn model(
    set: &RuleSet,
    schedule: &Schedule,
    events: &[(Value, i64, i64)],
    outages: &[Outage],
) -> (Vec<Vec<u64>>, u64) {
    let documents: Vec<Document> = events
        .iter()
        .map(|(event, ..)| serde_json::from_str(&event.to_string()).unwrap())
        .collect();
    let last = events.iter().map(|(_, time, seen)| *time.max(seen)).max().unwrap();
    let timeline = schedule.timeline(at(0.0), End::Reaching(minute(last)), outages);
    let timestamp = FieldPath::new("@timestamp");
    let (mut known, mut alerts, mut again) = (BTreeSet::new(), Vec::new(), 0);
    for window in timeline.runs().flat_map(|run| run.windows) {
        let is_found = |&place: &usize| {
            let (_, time, seen) = &events[place];
            window.holds(minute(*time)) && minute(*seen) <= window.run
        };
        let mut found: Vec<usize> = (0..events.len()).filter(is_found).collect();
        found.sort_by_key(|&place| (events[place].1, place));
        let stamped = |&place: &usize| Stamped {
            document: &documents[place],
            ordinal: Ordinal::of(&documents[place], &timestamp, None, place as u64),
        };
        let stamped: Vec<_> = found.iter().map(stamped).collect();
        for group in Oracle::new(&set.rules[0].query).run(&stamped) {
            let records =
                group.events.iter().map(|event| event.map_or(0, |event| found[event] as u64 + 1));
            let records: Vec<u64> = records.collect();
            if known.insert(records.clone()) { alerts.push(records) } else { again += 1 }
        }
    }
    (alerts, again)
}

#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn minute(minutes: i64) -> event::Timestamp {
    at(minutes as f64)
}

/// The same of a replay.
fn replayed(
    set: &RuleSet,
    events: &[(Value, i64, i64)],
    outages: &[Outage],
) -> (Vec<Vec<u64>>, u64) {
    let documents: Vec<Value> = events.iter().map(|(event, ..)| event.clone()).collect();
    let options = Options { start: Some(at(0.0)), outages: outages.to_vec(), ..Options::default() };
    let lines = lines(&replay(set, &documents, &options), true);
    let alerts = lines.iter().filter(|line| line["kind"] == "single" || line["kind"] == "shell");
    let record = |event: &Value| event["record"].as_u64().unwrap_or(0);
    let records = |line: &Value| line["events"].as_array().unwrap().iter().map(record).collect();
    let comparison = lines.iter().find(|line| line["kind"] == "comparison");
    let again = comparison.map_or(0, |line| line["found_again"].as_u64().unwrap());
    (alerts.map(records).collect(), again)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn runs_that_are_skipped_would_have_found_nothing_else(
        query in 0..QUERIES.len(),
        (back, interval) in prop_oneof![Just((9, 5)), Just((5, 5)), Just((30, 2)), Just((3, 7)), Just((12, 4))],
        kinds in prop::collection::vec((0usize..3, 0i64..90, 0i64..20, 0usize..2), 1..24),
        outage in (0i64..80, 1i64..60),
    ) {
        let keys = format!("from = \"now-{back}m\"\ninterval = \"{interval}m\"");
        let set = rule(&keys, QUERIES[query]);
        let events: Vec<_> = kinds.iter().map(|(kind, time, delay, host)| {
            let seen = if *delay > 10 { time + delay - 10 } else { *time };
            let (kind, host) = (["a", "b", "c"][*kind], ["h", "i"][*host]);
            let fields = json!({
                "event.category": kind,
                "host.id": host,
                "event.ingested": minute(seen).to_string(),
            });
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            (event(*time as f64, fields), *time, seen)
        }).collect();
        let outages = [Outage { start: minute(outage.0), end: minute(outage.0 + outage.1) }];
        let from = -duration(&format!("{back}m")).unwrap();
        let schedule = Schedule { from, to: 0, interval: duration(&format!("{interval}m")).unwrap() };
        prop_assert_eq!(replayed(&set, &events, &outages), model(&set, &schedule, &events, &outages));
    }
}
