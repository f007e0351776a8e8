//! What no run finds, and why.

use harness::replay::Outage;
use serde_json::{Value, json};

use super::{at, event, events_at, lines, options, replay, rule, shorts, sums};

const PAIR: &str = "sequence by host.id with maxspan=4m [a where true] [b where true]";

fn pair(first: f64, second: f64) -> Vec<Value> {
    vec![
        event(first, json!({"event.category": "a", "host.id": "h"})),
        event(second, json!({"event.category": "b", "host.id": "h"})),
    ]
}

#[test]
fn a_sequence_is_lost_between_windows() {
    let set = rule("from = \"now-6m\"\ninterval = \"5m\"", PAIR);
    // The run at 5 ends before the second event, and that at 10 begins at 4, after the first one.
    let replayed = replay(&set, &pair(3.0, 6.0), &options());
    assert_eq!(shorts(&replayed), ["missed window-edge 1 2"]);
    let why = lines(&replayed, false)[0]["why"].as_str().unwrap().to_owned();
    assert_eq!(
        why,
        "the window of the run at 2026-01-01T10:05:00.000Z ends at 2026-01-01T10:05:00.000Z, before its last event at \
         2026-01-01T10:06:00.000Z; that of the run at 2026-01-01T10:10:00.000Z begins at 2026-01-01T10:04:00.000Z, \
         after its first event at 2026-01-01T10:03:00.000Z"
    );
    // A minute later one window holds both.
    assert_eq!(
        shorts(&replay(&set, &pair(4.0, 7.0), &options())),
        ["10 building_block 1", "10 building_block 2", "10 shell 1 2"]
    );
    // Looking back as long as the sequence takes beside the interval loses nothing.
    let wider = rule("from = \"now-9m\"\ninterval = \"5m\"", PAIR);
    assert_eq!(replay(&wider, &pair(3.0, 6.0), &options()).missed(), 0);
}

#[test]
fn a_sequence_longer_than_the_window_is_never_found() {
    let set = rule("from = \"now-2m\"\ninterval = \"1m\"", PAIR);
    assert_eq!(
        shorts(&replay(&set, &pair(3.0, 6.0), &options())),
        ["missed longer-than-window 1 2"]
    );
}

/// Once they were kept by time (spec 18.8).
#[test]
fn max_signals_keeps_the_samples_of_the_first_keys() {
    let query = "sample by host.id [a where true] [b where true]";
    let set = rule("from = \"now-9m\"\nmax_signals = 1", query);
    let of = |time, kind: &str, host: &str| {
        event(time, json!({"event.category": kind, "host.id": host}))
    };
    let events = [
        of(1.0, "a", "z"),
        of(1.5, "b", "z"),
        of(2.0, "a", "h"),
        of(2.5, "b", "h"),
        of(6.0, "c", "h"),
    ];
    let replayed = replay(&set, &events, &options());
    let shown = shorts(&replayed);
    assert!(shown.contains(&"5 shell 3 4".to_owned()), "{shown:?}");
    assert!(!shown.contains(&"5 shell 1 2".to_owned()), "{shown:?}");
}

#[test]
fn max_signals_keeps_the_latest_hits_of_a_window() {
    let set = rule("from = \"now-9m\"\nmax_signals = 2", "a where true");
    let replayed = replay(&set, &events_at(&[1.0, 2.0, 3.0, 4.0]), &options());
    assert_eq!(
        shorts(&replayed),
        [
            "5 single 3",
            "5 single 4",
            "5 max_signals 2 of 4 x1",
            "missed max-signals 1",
            "missed max-signals 2"
        ]
    );
    // With the limit reached there is the warning, also where nothing is cut.
    let replayed = replay(&set, &events_at(&[1.0, 2.0]), &options());
    assert_eq!(shorts(&replayed), ["5 single 1", "5 single 2", "5 max_signals 2 of 2 x1"]);
    // The next window has room for what the one before has cut: the first two are gone from it.
    let events = events_at(&[1.0, 2.0, 4.5, 4.8, 4.9, 9.0]);
    let replayed =
        replay(&rule("from = \"now-9m\"\nmax_signals = 4", "a where true"), &events, &options());
    assert_eq!(sums(&replayed), "comparison 5 alerts 3 again 6 ideal 0 extra 1 missed");
}

#[test]
fn a_head_pipe_keeps_the_first_hits() {
    let set = rule("from = \"now-9m\"\nmax_signals = 2", "a where true | head 3");
    let replayed = replay(&set, &events_at(&[1.0, 2.0, 3.0]), &options());
    assert_eq!(shorts(&replayed)[..2], ["5 single 1", "5 single 2"]);
    // What the query itself leaves out is not missed.
    let set = rule("from = \"now-9m\"", "a where true | tail 1");
    assert_eq!(shorts(&replay(&set, &events_at(&[1.0, 2.0]), &options())), ["5 single 2"]);
}

#[test]
fn more_than_a_thousand_alerts_are_cut_by_kibana() {
    let set = rule("from = \"now-9m\"\nmax_signals = 5000", "a where true");
    let times: Vec<f64> = (0..1003).map(|place| 1.0 + f64::from(place) / 1000.0).collect();
    let replayed = replay(&set, &events_at(&times), &options());
    assert_eq!(replayed.missed(), 3);
    assert!(replayed.notes().iter().any(|note| note.contains("Kibana cuts it to 1000")));
}

#[test]
fn a_run_after_an_outage_catches_up() {
    let set = rule("from = \"now-6m\"\ninterval = \"5m\"", "a where true");
    let outages = vec![Outage { start: at(4.0), end: at(22.0) }];
    let replayed =
        replay(&set, &events_at(&[2.0, 8.0, 20.0]), &super::Options { outages, ..options() });
    assert_eq!(shorts(&replayed), ["22 catch-up single 1", "22 catch-up single 2", "22 single 3"]);
    assert_eq!(replayed.missed(), 0);
}

#[test]
fn beyond_four_windows_an_outage_leaves_a_gap() {
    let set = rule("from = \"now-6m\"\ninterval = \"5m\"", "a where true");
    let outages = vec![Outage { start: at(1.0), end: at(60.0) }];
    let replayed = replay(
        &set,
        &events_at(&[20.0, 33.0, 35.0, 59.0]),
        &super::Options { outages, ..options() },
    );
    assert_eq!(
        shorts(&replayed),
        ["60 gap 0..34", "60 catch-up single 3", "60 single 4", "missed gap 1", "missed gap 2"]
    );
}

#[test]
fn an_interval_longer_than_the_window_loses_what_is_between() {
    let set = rule("from = \"now-5m\"\ninterval = \"10m\"", "a where true");
    let replayed = replay(&set, &events_at(&[3.0, 7.0]), &options());
    assert_eq!(shorts(&replayed), ["10 single 2", "missed between-windows 1"]);
}

#[test]
fn what_the_first_and_the_last_run_do_not_reach_is_named() {
    let set = rule("from = \"now-9m\"", "a where true");
    let options = super::Options { end: Some(at(12.0)), ..options() };
    let replayed = replay(&set, &events_at(&[-20.0, 3.0, 11.0]), &options);
    assert_eq!(
        shorts(&replayed),
        ["5 single 2", "missed before-first-run 1", "missed after-last-run 3"]
    );
}

#[test]
fn a_rule_that_does_not_run_misses_everything() {
    let options = super::Options { end: Some(at(-1.0)), ..options() };
    let replayed = replay(&rule("from = \"now-9m\"", "a where true"), &events_at(&[3.0]), &options);
    assert_eq!(shorts(&replayed), ["missed after-last-run 1"]);
}

#[test]
fn a_window_can_see_what_the_whole_stream_does_not() {
    // The second event comes when the run at 5 has already taken its absence for granted.
    let query = "sequence by host.id with maxspan=4m [a where true] ![b where true]";
    let set = rule("from = \"now-6m\"\ninterval = \"5m\"", query);
    let replayed = replay(&set, &pair(4.0, 6.0), &options());
    assert_eq!(shorts(&replayed), ["5 building_block 1", "5 shell 1 -"]);
    assert_eq!(sums(&replayed), "comparison 1 alerts 0 again 0 ideal 1 extra 0 missed");
    let all: Vec<_> = lines(&replayed, true).iter().map(super::short).collect();
    assert!(all.contains(&"extra 1 -".to_owned()), "{all:?}");
}
