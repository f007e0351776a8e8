//! The result lines of `scan`: keys, their order, and the time of a match.

use crate::folder::Folder;
use crate::rule_text::{RULE_ID, rule};

#[test]
fn a_match_is_a_line_with_rule_time_keys_and_events() {
    let folder = Folder::of(&[
        ("rule.toml", &rule("process where process.pid == 4")),
        (
            "events.ndjson",
            "{\"@timestamp\":\"2026-01-31T11:00:00.5+01:00\",\"event.category\":\"process\",\"process.pid\":4}\n",
        ),
    ]);
    let line = |events: &str| {
        format!(
            "{{\"rule\":{{\"id\":\"{RULE_ID}\",\"name\":\"Shell of a Web Server\",\"severity\":\"medium\",\
             \"risk_score\":47}},\"timestamp\":\"2026-01-31T10:00:00.500Z\",\"join_keys\":[],\"events\":[{events}]}}\n"
        )
    };
    let run = |events| {
        folder.eqlc(&["scan", "--rules", "rule.toml", "events.ndjson", "--events", events]).exits(0)
    };
    run("none").prints(&line(""));
    run("refs").prints(&line("{\"source\":\"events.ndjson\",\"record\":1}"));
    run("full").prints(&line(
        "{\"source\":\"events.ndjson\",\"record\":1,\"event\":{\"@timestamp\":\"2026-01-31T11:00:00.5+01:00\",\
         \"event.category\":\"process\",\"process.pid\":4}}",
    ));
}

#[test]
fn the_time_of_a_sequence_is_that_of_its_last_event() {
    let folder = Folder::of(&[
        (
            "rule.toml",
            &rule("sequence by host.id [any where process.pid == 1] [any where process.pid == 2]"),
        ),
        (
            "events.ndjson",
            "{\"@timestamp\":\"2026-01-31T10:00:02Z\",\"host.id\":\"h\",\"process.pid\":2}\n\
             {\"@timestamp\":\"2026-01-31T10:00:01Z\",\"host.id\":\"h\",\"process.pid\":1}\n",
        ),
    ]);
    let outcome = folder.eqlc(&["scan", "--rules", "rule.toml", "events.ndjson"]).exits(0);
    let [found] = &outcome.json()[..] else { panic!("{outcome}") };
    assert_eq!(found["timestamp"], "2026-01-31T10:00:02.000Z");
    assert_eq!(found["join_keys"][0], "h");
    assert_eq!(outcome.records(), [[2, 1]]);
}

#[test]
fn an_event_without_time_matches_single_event_rules_only() {
    let folder = Folder::of(&[
        ("one.toml", &rule("any where process.pid > 0")),
        ("two.toml", &rule("sequence [any where process.pid == 1] [any where process.pid == 2]")),
        ("events.ndjson", "{\"process.pid\":1}\n{\"@timestamp\":5,\"process.pid\":2}\n"),
    ]);
    let outcome = folder.eqlc(&["scan", "--rules", ".", "events.ndjson"]).exits(0);
    assert_eq!(outcome.records(), [[1], [2]]);
    assert!(outcome.json()[0]["timestamp"].is_null(), "{outcome}");
    outcome.says("1 events have no time");
}

/// Lines, and a document over several lines, are read in different ways.
#[test]
fn a_time_that_cannot_be_read_is_told_from_none() {
    let lines = "{\"process.pid\":1}\n{\"@timestamp\":null}\n\
                 {\"@timestamp\":\"2020-10-18 02:17:07.070\",\"process.pid\":2}\n{\"@timestamp\":5}\n";
    let folder = Folder::of(&[
        ("two.toml", &rule("sequence [any where process.pid == 1] [any where process.pid == 2]")),
        ("lines.ndjson", lines),
        ("array.json", &format!("[{}]", lines.trim_end().replace('\n', ",\n"))),
    ]);
    for file in ["lines.ndjson", "array.json"] {
        let outcome = folder.eqlc(&["scan", "--rules", "two.toml", file]).exits(0);
        let outcome = outcome.says("2 events have no time and");
        outcome.says("1 events have a time that cannot be read as a date");
        let stats = ["scan", "--rules", "two.toml", "--stats", "json", file];
        let outcome = folder.eqlc(&stats).exits(0).says("\"untimed\":2,");
        outcome.says("\"unreadable_times\":1,");
    }
}
