//! Why a rule did or did not match.

use event_input::{Options, Record};
use harness::reasons::{explain, human, json};
use harness::{LoadOptions, load};

/// What is said about a query on these lines, or the refusal of the record.
fn said(query: &str, record: Option<usize>, lines: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "[rule]\nname = \"Made up\"\nrule_id = \"r\"\ntype = \"eql\"\nlanguage = \"eql\"\nquery = '''\n{query}\n'''\n"
    );
    std::fs::write(folder.path().join("rule.toml"), text).unwrap();
    let dialect = harness::Dialect::Endpoint;
    let set = load(&[folder.path().to_owned()], &LoadOptions { dialect, ..LoadOptions::default() });
    assert_eq!(set.errors(), 0, "{:?}", set.findings);
    let bytes = Box::new(std::io::Cursor::new(lines.join("\n").into_bytes()));
    let reader = event_input::from_reader("events", 0, bytes, &Options::default()).unwrap();
    let events = reader.filter_map(|record| match record {
        Record::Event(event) => Some(event),
        Record::Bad(_) => None,
    });
    match explain(&set.rules[0], events.collect(), record) {
        Ok(explanation) => {
            let parsed: serde_json::Value = serde_json::from_str(&json(&explanation)).unwrap();
            assert_eq!(parsed["rule"]["name"], "Made up");
            human(&explanation)
        }
        Err(error) => error.to_string(),
    }
}

/// A line with a category, a second of one minute, and more keys.
fn line(category: &str, second: &str, more: &str) -> String {
    format!(r#"{{"@timestamp":"2026-01-31T12:00:{second}Z","event.category":"{category}",{more}}}"#)
}

const PAIR: &str = "sequence by host.id with maxspan=30s\n[process where process.name == \"a\"]\n[network where true]";

#[test]
fn an_event_that_misses_by_one_clause() {
    let query = "process where process.name == \"cmd.exe\" and process.pid != 4 and\n  (user.id == \"1\" or user.id == \"2\")";
    let far = line("file", "00", r#""process.name":"x""#);
    let near =
        line("process", "01", r#""process.name":"cmd.exe","process.pid":4,"user.id":["7","2"]"#);
    insta::assert_snapshot!(said(query, None, &[&far, &near]));
}

#[test]
fn an_event_that_was_asked_for() {
    let query = "process where process.name == \"cmd.exe\" and not length(process.args) > 3";
    let event = line("file", "00", r#""process.args":["abcd"]"#);
    insta::assert_snapshot!(said(query, Some(3), &[&event, "no json", &event]));
    assert_eq!(
        said(query, Some(2), &[&event, "no json"]),
        "there is no event with record 2; the last one is 1"
    );
}

#[test]
fn a_match_is_shown_with_what_its_clauses_saw() {
    let event = line("process", "00", r#""process.name":"a""#);
    insta::assert_snapshot!(said("process where process.name : (\"A\", \"b\")", None, &[&event]));
}

#[test]
fn events_of_other_hosts_are_told_apart() {
    let first = line("process", "00", r#""process.name":"a","host.id":"one""#);
    let second = line("network", "10", r#""host.id":"two""#);
    insta::assert_snapshot!(said(PAIR, None, &[&first, "no json", &second]));
}

#[test]
fn events_that_are_too_far_apart() {
    let first = line("process", "00", r#""process.name":"a","host.id":"one""#);
    let second = line("network", "42.5", r#""host.id":"one""#);
    insta::assert_snapshot!(said(PAIR, None, &[&first, &second]));
}

#[test]
fn a_stage_without_events_names_the_nearest_one() {
    let first = line("process", "00", r#""process.name":"b","host.id":"one""#);
    let second = line("network", "10", r#""host.id":"one""#);
    insta::assert_snapshot!(said(PAIR, None, &[&first, &second]));
}

#[test]
fn events_in_the_wrong_order() {
    let first = line("network", "00", r#""host.id":"one""#);
    let second = line("process", "10", r#""process.name":"a","host.id":"one""#);
    insta::assert_snapshot!(said(PAIR, None, &[&first, &second]));
}

#[test]
fn an_event_that_ends_the_sequence() {
    let first = line("process", "00", r#""process.name":"a","host.id":"one""#);
    let other = line("file", "03", r#""host.id":"two""#);
    let end = line("file", "05", r#""host.id":"one""#);
    let second = line("network", "10", r#""host.id":"one""#);
    let query = format!("{PAIR}\nuntil [file where true]");
    insta::assert_snapshot!(said(&query, None, &[&first, &other, &end, &second]));
}

#[test]
fn an_event_that_must_be_missing() {
    let query = "sequence by host.id with maxspan=30s\n[process where true]\n![file where true]\n[network where true]";
    let first = line("process", "00", r#""host.id":"one""#);
    let other = line("file", "05", r#""host.id":"one""#);
    let second = line("network", "10", r#""host.id":"one""#);
    insta::assert_snapshot!(said(query, None, &[&first, &other, &second]));
}

#[test]
fn two_things_at_once() {
    let first = line("process", "00", r#""process.name":"a","host.id":"one""#);
    let second = line("network", "40", r#""host.id":"two""#);
    insta::assert_snapshot!(said(PAIR, None, &[&first, &second]));
}

#[test]
fn the_parts_of_a_sample_share_a_key() {
    let query = "sample by host.id [process where true] [network where true]";
    let first = line("process", "00", r#""host.id":"one""#);
    let second = line("network", "40", r#""host.id":"two""#);
    insta::assert_snapshot!(said(query, None, &[&first, &second]));
}

#[test]
fn a_repeated_stage_is_one_stage() {
    let query = "sequence by host.id with maxspan=30s\n[process where process.pid == 4] with runs=3\n[network where true]";
    let start = |second: &str, pid: &str| {
        line("process", second, &format!(r#""host.id":"h","process.pid":{pid}"#))
    };
    let end = line("network", "05", r#""host.id":"h""#);
    let (one, two, other) = (start("00", "4"), start("01", "4"), start("02", "5"));
    insta::assert_snapshot!(said(query, None, &[&one, &two, &other, &end]));
}
