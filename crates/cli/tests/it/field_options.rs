//! `--timestamp-field`, `--event-category-field` and `--tiebreaker-field`, and the same keys of rules.

use crate::folder::Folder;
use crate::rule_text::rule;

const EVENTS: &str = "{\"@timestamp\":1,\"seen\":9,\"n\":1,\"kind\":\"process\",\"event.category\":\"file\"}\n\
                      {\"@timestamp\":2,\"seen\":8,\"n\":2,\"kind\":\"file\",\"event.category\":\"process\"}\n";
const SEQUENCE: &str = "sequence [any where n == 2] [any where n == 1]";

fn query(eql: &str, options: &[&str]) -> Vec<Vec<u64>> {
    let folder = Folder::of(&[("events.ndjson", EVENTS)]);
    folder.eqlc(&[&["query", eql, "events.ndjson"], options].concat()).exits(0).records()
}

#[test]
fn the_time_of_events_can_be_another_field() {
    assert_eq!(query(SEQUENCE, &[]), [[0; 0]; 0]);
    assert_eq!(query(SEQUENCE, &["--timestamp-field", "seen"]), [[2, 1]]);
}

#[test]
fn the_category_of_events_can_be_another_field() {
    assert_eq!(query("process where true", &[]), [[2]]);
    assert_eq!(query("process where true", &["--event-category-field", "kind"]), [[1]]);
}

#[test]
fn a_tiebreaker_decides_which_of_two_events_comes_first() {
    let folder = Folder::of(&[(
        "events.ndjson",
        "{\"@timestamp\":1,\"n\":2,\"t\":9}\n{\"@timestamp\":1,\"n\":1,\"t\":10}\n",
    )]);
    let run = |eql, options: &[&str]| {
        folder.eqlc(&[&["query", eql, "events.ndjson"], options].concat()).exits(0).records()
    };
    let backward = "sequence [any where n == 1] [any where n == 2]";
    assert_eq!(run(SEQUENCE, &["--tiebreaker-field", "t"]), [[1, 2]]);
    assert_eq!(run(backward, &["--tiebreaker-field", "t"]), [[0; 0]; 0]);
    assert_eq!(run(backward, &["--tiebreaker-field", "n"]), [[2, 1]]);
}

#[test]
fn a_rule_names_its_own_fields_and_the_command_line_wins() {
    let keys = "type = \"eql\"\ntimestamp_field = \"seen\"\nevent_category_override = \"kind\"\n";
    let rule =
        rule("sequence [file where true] [process where true]").replace("type = \"eql\"\n", keys);
    let folder = Folder::of(&[("rule.toml", &rule), ("events.ndjson", EVENTS)]);
    let scan = |options: &[&str]| {
        let fixed = ["scan", "--rules", "rule.toml", "events.ndjson"];
        folder.eqlc(&[&fixed[..], options].concat()).exits(0).records()
    };
    assert_eq!(scan(&[]), [[2, 1]]);
    let usual = ["--event-category-field", "event.category", "--timestamp-field", "@timestamp"];
    assert_eq!(scan(&usual), [[1, 2]]);
    assert_eq!(scan(&usual[..2]), [[0; 0]; 0]);
}

#[test]
fn rules_with_different_time_fields_run_side_by_side() {
    let by_seen =
        rule(SEQUENCE).replace("type = \"eql\"", "type = \"eql\"\ntimestamp_field = \"seen\"");
    let by_time = rule("sequence [any where n == 1] [any where n == 2]");
    let folder =
        Folder::of(&[("a.toml", &by_seen), ("b.toml", &by_time), ("events.ndjson", EVENTS)]);
    let outcome = folder.eqlc(&["scan", "--rules", ".", "events.ndjson"]).exits(0);
    let mut records = outcome.records();
    records.sort();
    assert_eq!(records, [[1, 2], [2, 1]]);
}

#[test]
fn fixtures_go_by_the_same_fields() {
    let folder = Folder::of(&[
        ("rule.toml", &rule("sequence [file where true] [process where true]")),
        ("rule/positive/events.ndjson", EVENTS),
    ]);
    folder.eqlc(&["test", "rule.toml"]).exits(0);
    folder.eqlc(&["test", "rule.toml", "--timestamp-field", "seen"]).exits(1);
    let options = ["--timestamp-field", "seen", "--event-category-field", "kind"];
    folder.eqlc(&[&["test", "rule.toml"], &options[..]].concat()).exits(0);
}
