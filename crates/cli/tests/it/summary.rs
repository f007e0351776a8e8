//! What `scan` says on stderr when it is done: one line, or one JSON object.

use serde_json::Value;

use crate::folder::Folder;
use crate::rule_text::rule;

fn folder() -> Folder {
    let events = "{\"@timestamp\":1,\"n\":1}\noops\n{\"n\":1}\n{\"@timestamp\":2,\"n\":2}\n";
    Folder::of(&[("rule.toml", &rule("any where n == 1")), ("events.ndjson", events)])
}

const SCAN: [&str; 5] = ["scan", "--rules", "rule.toml", "events.ndjson", "--ignore-bad-events"];

#[test]
fn the_last_line_counts_events_bytes_rules_and_matches() {
    let outcome = folder().eqlc(&SCAN).exits(0);
    let line = outcome.last_line_of_stderr();
    assert!(line.starts_with("scanned 3 events, 0.0 MB, 1 rule, 2 matches in 0."), "{line}");
    assert!(line.ends_with(" MB/s)") && line.contains(" events/s, "), "{line}");
}

#[test]
fn the_same_as_one_json_object() {
    let outcome = folder().eqlc(&[&SCAN[..], &["--stats", "json"]].concat()).exits(0);
    let stats: Value = serde_json::from_str(outcome.last_line_of_stderr()).unwrap();
    for (key, count) in [("events", 3), ("rules", 1), ("matches", 2), ("bad_records", 1)] {
        assert_eq!(stats[key], count, "{key}\n{outcome}");
    }
    assert_eq!(stats["bytes"], 59, "{outcome}");
    assert!(stats["seconds"].as_f64().unwrap() < 60.0);
    assert!(!outcome.stderr.contains("scanned"), "{outcome}");
}

#[test]
fn values_that_are_not_of_the_type_of_their_field_are_counted_by_field_on_demand() {
    let query = r#"any where process.pid == 7 and cidrMatch(source.ip, "10.0.0.0/8") or process.name == "x""#;
    let events = [
        r#"{"@timestamp":"noon","process":{"pid":"seven","name":8},"source.ip":["10.0.0.1","host"]}"#,
        r#"{"@timestamp":1,"process":{"pid":"7"},"source.ip":null}"#,
        "oops",
        r#"{"@timestamp":2,"process":{"pid":[true,7.5,"x"]},"source":{"ip":17}}"#,
    ];
    let folder = Folder::of(&[("rule.toml", &rule(query)), ("events.ndjson", &events.join("\n"))]);
    let text = "6 values are not of the type of their field and count as absent: `@timestamp` (1), \
                `process.pid` (3), `source.ip` (2)";
    for lane in [&["--threads", "1"][..], &["--threads", "3", "--no-prefilter"], &["--sorted"]] {
        let run = [&SCAN[..], lane].concat();
        let said = folder.eqlc(&[&run[..], &["--stats", "human"]].concat()).exits(0);
        assert!(said.stderr.contains(text), "{said}");
        let said = folder.eqlc(&[&run[..], &["--stats", "json"]].concat()).exits(0);
        let stats: Value = serde_json::from_str(said.last_line_of_stderr()).unwrap();
        assert_eq!(stats["unconvertible"]["source.ip"], 2, "{said}");
        let said = folder.eqlc(&run).exits(0);
        assert!(!said.stderr.contains("values are not"), "{said}");
    }
}

#[test]
fn windows_events_without_a_mapping_are_counted() {
    let raw = "{\"EventID\":60999,\"SourceName\":\"Example-Provider\",\"Channel\":\"Application\",\"TimeCreated\":\"2026-01-31T10:00:00Z\"}\n";
    let folder = Folder::of(&[("rule.toml", &rule("any where true")), ("raw.ndjson", raw)]);
    let run = ["scan", "--rules", "rule.toml", "--input", "windows", "raw.ndjson"];
    folder.eqlc(&run).exits(0).says("1 Windows events of kinds that have no mapping");
    let outcome = folder.eqlc(&[&run[..], &["--stats", "json"]].concat()).exits(0);
    let stats: Value = serde_json::from_str(outcome.last_line_of_stderr()).unwrap();
    assert_eq!(stats["unmapped"]["Application:60999"], 1, "{outcome}");
}
