//! `--mapping`: which fields there are, their types, and how an index holds an event.

use crate::folder::Folder;
use crate::rule_text::rule;
use crate::run::Outcome;

const MAPPING: &str = r#"{"mappings": {"properties": {
    "@timestamp": {"type": "date"},
    "kind": {"type": "keyword"},
    "event": {"properties": {"category": {"type": "alias", "path": "kind"}}},
    "size": {"type": "long", "null_value": 0},
    "day": {"type": "date", "format": "dd-MM-yyyy"},
    "words": {"type": "text"}
}}}"#;
const EVENTS: &str = "{\"@timestamp\":1,\"kind\":\"file\",\"size\":\"7\",\"day\":\"05-03-2026\",\"seen\":\"x\"}\n\
                      {\"@timestamp\":2,\"kind\":\"file\",\"size\":null,\"words\":\"a b\"}\n";

fn folder() -> Folder {
    Folder::of(&[("mapping.json", MAPPING), ("events.ndjson", EVENTS)])
}

impl Outcome {
    /// The stdout has to hold this text.
    #[track_caller]
    fn shows(self, text: &str) {
        assert!(self.stdout.contains(text), "no `{text}` on stdout\n{self}");
    }
}

/// The records that a query finds in the events with the mapping.
fn query(eql: &str) -> Vec<Vec<u64>> {
    let arguments = ["query", eql, "events.ndjson", "--mapping", "mapping.json"];
    folder().eqlc(&arguments).exits(0).records()
}

#[test]
fn types_aliases_null_values_and_date_formats_are_those_of_the_mapping() {
    assert_eq!(query("file where size == 7"), [[1]]);
    assert_eq!(query("any where size == 0"), [[2]]);
    assert_eq!(query("any where day >= \"01-03-2026\""), [[1]]);
    assert_eq!(query("any where seen == \"x\""), [[1]]);
}

#[test]
fn a_result_shows_the_event_as_it_was_read() {
    let arguments = ["query", "any where size == 0", "events.ndjson", "--mapping", "mapping.json"];
    folder().eqlc(&arguments).exits(0).shows(r#""size":null"#);
}

#[test]
fn a_field_that_nobody_knows_is_an_error_with_a_near_name() {
    let run = |eql: &str, options: &[&str]| {
        let fixed = ["query", eql, "events.ndjson", "--mapping", "mapping.json"];
        folder().eqlc(&[&fixed[..], options].concat())
    };
    run("any where sized == 7", &[])
        .exits(2)
        .says("neither the mapping nor any event has the field `sized`")
        .says("did you mean `size`?");
    run("any where registry.path == null", &[]).exits(2).says("write `?registry.path`");
    assert_eq!(run("any where ?registry.path == null", &[]).exits(0).records(), [[1], [2]]);
    run("any where words == \"a b\"", &[]).exits(2).says("without an exact sub-field");
    run("any where seen == \"x\"", &["--sorted"]).exits(2).says("the field `seen`");
}

#[test]
fn stdin_is_read_for_its_fields_and_then_for_its_events() {
    let arguments = ["query", "any where seen == \"x\"", "--mapping", "mapping.json"];
    let outcome = folder().command(&arguments).stdin(EVENTS).run();
    assert_eq!(outcome.exits(0).records(), [[1]]);
    let limited = [&arguments[..], &["--max-buffer", "10"]].concat();
    folder().command(&limited).stdin(EVENTS).run().exits(2).says("stdin is kept and read twice");
}

#[test]
fn a_mapping_can_be_bound_to_an_event_file() {
    let folder = Folder::of(&[
        ("long.json", r#"{"properties": {"n": {"type": "long"}, "o": {"type": "ip"}}}"#),
        ("word.json", r#"{"properties": {"n": {"type": "keyword"}, "o": {"type": "ip"}}}"#),
        ("a.ndjson", "{\"n\": 1, \"o\": \"10.0.0.1\"}\n"),
        ("b.ndjson", "{\"n\": \"x\", \"o\": \"10.0.0.2\"}\n"),
    ]);
    let run = |eql: &str, mappings: [&str; 2]| {
        let [first, second] = mappings;
        folder.eqlc(&[
            "query",
            eql,
            "a.ndjson",
            "b.ndjson",
            "--mapping",
            first,
            "--mapping",
            second,
        ])
    };
    let bound = ["a.ndjson=long.json", "b.ndjson=word.json"];
    let addresses = "any where cidrMatch(o, \"10.0.0.0/8\")";
    assert_eq!(run(addresses, bound).exits(0).records(), [[1], [1]]);
    run("any where n == 1", bound).exits(2).says("eql/contradictory-field");
    run(addresses, ["long.json", "word.json"])
        .exits(2)
        .says("field `n`: it is `long` in one mapping and `keyword` in another");
    run(addresses, ["c.ndjson=long.json", "word.json"]).exits(2).says("`--mapping c.ndjson=...`");
}

#[test]
fn what_is_no_mapping_is_refused_with_its_file() {
    for (text, message) in [
        ("{", "cannot use `mapping.json`"),
        ("{}", "there is no `properties` in it"),
        (r#"{"properties": {"a": {"type": "alias", "path": "b"}}}"#, "field `a`"),
    ] {
        let folder = Folder::of(&[("mapping.json", text), ("events.ndjson", EVENTS)]);
        let arguments = ["query", "any where true", "events.ndjson", "--mapping", "mapping.json"];
        folder.eqlc(&arguments).exits(2).says(message);
    }
    let absent = ["query", "any where true", "events.ndjson", "--mapping", "none.json"];
    folder().eqlc(&absent).exits(2).says("cannot use `none.json`");
}

#[test]
fn rules_are_checked_scanned_and_tested_with_a_mapping() {
    let known = rule("file where size == 7 and seen == \"x\"");
    let folder = Folder::of(&[
        ("mapping.json", MAPPING),
        ("events.ndjson", EVENTS),
        ("rule.toml", &known),
        ("rule/positive/seven.ndjson", EVENTS),
        ("rule/negative/eight.ndjson", "{\"kind\": \"file\", \"size\": 8}\n"),
    ]);
    let mapping = ["--mapping", "mapping.json"];
    let run = |fixed: &[&str]| folder.eqlc(&[fixed, &mapping[..]].concat());
    assert_eq!(run(&["scan", "--rules", "rule.toml", "events.ndjson"]).exits(0).records(), [[1]]);
    run(&["test", "rule.toml"]).exits(0).says("0 rules failed");
    // Without events only the mapping counts.
    run(&["check", "rule.toml"]).exits(1).shows("the field `seen`");
    folder.eqlc(&["check", "rule.toml"]).exits(0);
}

#[test]
fn the_key_of_a_sample_shows_a_date_as_milliseconds() {
    let folder = Folder::of(&[
        ("mapping.json", r#"{"properties": {"day": {"type": "date"}, "n": {"type": "long"}}}"#),
        ("events.ndjson", "{\"day\":\"2026-03-05\",\"n\":1}\n{\"day\":\"2026-03-05\",\"n\":2}\n"),
    ]);
    let sample = "sample by day [any where n == 1] [any where n == 2]";
    let arguments = ["query", sample, "events.ndjson", "--mapping", "mapping.json"];
    folder.eqlc(&arguments).exits(0).shows(r#""join_keys":["1772668800000"]"#);
}

#[test]
fn time_and_tiebreaker_may_be_aliases() {
    let mapping = r#"{"properties": {
        "t": {"type": "date"},
        "o": {"type": "long"},
        "event": {"properties": {
            "time": {"type": "alias", "path": "t"}, "order": {"type": "alias", "path": "o"}
        }}
    }}"#;
    let events =
        "{\"t\":1,\"o\":10,\"n\":2}\n{\"t\":1,\"o\":9,\"n\":1}\n{\"t\":0,\"o\":99,\"n\":0}\n";
    let folder = Folder::of(&[("mapping.json", mapping), ("events.ndjson", events)]);
    let sequence = "sequence [any where n == 0] [any where n == 1] [any where n == 2]";
    let arguments = ["query", sequence, "events.ndjson", "--mapping", "mapping.json"];
    let fields = ["--timestamp-field", "event.time", "--tiebreaker-field", "event.order"];
    let run =
        |options: &[&str]| folder.eqlc(&[&arguments[..], options].concat()).exits(0).records();
    assert_eq!(run(&fields), [[3, 2, 1]]);
    assert_eq!(run(&fields[..2]), [[0; 0]; 0]);
}

#[test]
fn a_time_of_type_date_has_milliseconds() {
    let events = "{\"@timestamp\":\"2026-03-05T10:00:00.000100Z\",\"n\":1}\n\
                  {\"@timestamp\":\"2026-03-05T10:00:01.000900Z\",\"n\":2}\n";
    let folder = Folder::of(&[
        ("date.json", r#"{"properties": {"@timestamp": {"type": "date"}}}"#),
        ("nanos.json", r#"{"properties": {"@timestamp": {"type": "date_nanos"}}}"#),
        ("events.ndjson", events),
    ]);
    let sequence = "sequence with maxspan=1s [any where n == 1] [any where n == 2]";
    let run = |options: &[&str]| {
        let fixed = ["query", sequence, "events.ndjson"];
        folder.eqlc(&[&fixed[..], options].concat()).exits(0).records()
    };
    assert_eq!(run(&["--mapping", "date.json"]), [[1, 2]]);
    assert_eq!(run(&["--mapping", "nanos.json"]), [[0; 0]; 0]);
    assert_eq!(run(&[]), [[0; 0]; 0]);
}

#[test]
fn a_comparison_goes_by_the_mapping() {
    let folder = folder()
        .with("old.toml", rule("any where event.category == \"file\""))
        .with("new.toml", rule("any where kind == \"file\""));
    let change = |more: &[&str]| folder.change("old.toml", "new.toml", more);
    assert_eq!(change(&[]), "logic");
    // There one name is an alias of the other: only the text is another.
    assert_eq!(change(&["--mapping", "mapping.json"]), "query");
}
