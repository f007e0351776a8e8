//! Which time of an event counts, and from when on a search finds it.

use harness::replay::duration;
use serde_json::{Value, json};

use super::{Options, at, event, events_at, options, replay, rule, shorts};

const BY_INGESTED: &str = "from = \"now-6m\"\ntimestamp_override = \"event.ingested\"";
const BY_TIME: &str = "from = \"now-6m\"";

fn ingested(time: f64, ingested: f64) -> Value {
    event(time, json!({"event.category": "a", "event.ingested": at(ingested).to_string()}))
}

fn delayed(delay: &str) -> Options {
    Options { ingest_delay: duration(delay), ..options() }
}

#[test]
fn a_late_event_is_found_by_the_override_and_missed_without_it() {
    let events = [ingested(1.0, 13.0)];
    assert_eq!(
        shorts(&replay(&rule(BY_INGESTED, "a where true"), &events, &options())),
        ["15 single 1"]
    );
    assert_eq!(
        shorts(&replay(&rule(BY_TIME, "a where true"), &events, &options())),
        ["missed late 1"]
    );
}

#[test]
fn an_event_without_the_override_field_goes_by_its_time() {
    let events = [events_at(&[1.0]), vec![ingested(0.5, 7.0)]].concat();
    let replayed = replay(&rule(BY_INGESTED, "a where true"), &events, &options());
    assert_eq!(shorts(&replayed), ["5 single 1", "10 single 2"]);
}

#[test]
fn sequences_are_ordered_by_their_own_time_field() {
    // The first event comes later to the index than the second one.
    let mut events = vec![ingested(1.0, 4.0), ingested(2.0, 3.0)];
    events[1]["event.category"] = json!("b");
    let set = rule(BY_INGESTED, "sequence [a where true] [b where true]");
    assert_eq!(shorts(&replay(&set, &events, &options())).last().unwrap(), "5 shell 1 2");
}

#[test]
fn an_event_is_found_when_it_is_ingested_and_not_before() {
    // The run at 5 does not have it yet, that at 10 still looks at its time.
    let events = [ingested(4.5, 6.0)];
    assert_eq!(
        shorts(&replay(&rule(BY_TIME, "a where true"), &events, &options())),
        ["10 single 1"]
    );
}

#[test]
fn an_ingest_delay_moves_what_a_search_finds() {
    let by_time = rule(BY_TIME, "a where true");
    let events = events_at(&[4.0]);
    assert_eq!(shorts(&replay(&by_time, &events, &delayed("30s"))), ["5 single 1"]);
    assert_eq!(shorts(&replay(&by_time, &events, &delayed("3m"))), ["10 single 1"]);
    assert_eq!(shorts(&replay(&by_time, &events, &delayed("7m"))), ["missed late 1"]);
}

#[test]
fn an_ingest_delay_moves_the_ingested_field_along() {
    let by_ingested = rule(BY_INGESTED, "a where true");
    assert_eq!(
        shorts(&replay(&by_ingested, &[ingested(4.0, 4.0)], &delayed("7m"))),
        ["15 single 1"]
    );
    // An event that has no such field gets none.
    assert_eq!(
        shorts(&replay(&by_ingested, &events_at(&[4.0]), &delayed("7m"))),
        ["missed late 1"]
    );
    // No delay at all takes a recorded one back.
    assert_eq!(
        shorts(&replay(&by_ingested, &[ingested(4.0, 90.0)], &delayed("0s"))),
        ["5 single 1"]
    );
}

#[test]
fn a_sequence_is_lost_when_one_of_its_events_is_late() {
    let mut events = vec![ingested(1.0, 1.0), ingested(2.0, 8.5)];
    events[1]["event.category"] = json!("b");
    let set = rule(BY_TIME, "sequence [a where true] [b where true]");
    assert_eq!(shorts(&replay(&set, &events, &options())), ["missed late 1 2"]);
}

#[test]
fn events_without_any_time_are_in_no_window() {
    let events = [vec![json!({"event.category": "a"})], events_at(&[1.0])].concat();
    let replayed = replay(&rule(BY_TIME, "a where true"), &events, &options());
    assert_eq!(shorts(&replayed), ["5 single 2"]);
    assert!(replayed.notes().iter().any(|note| note.starts_with("1 events have no time")));
}

#[test]
fn without_a_start_the_first_run_is_at_the_first_event() {
    let replayed =
        replay(&rule(BY_TIME, "a where true"), &events_at(&[3.0, 7.0]), &Options::default());
    assert_eq!(shorts(&replayed), ["3 single 1", "8 single 2"]);
}
