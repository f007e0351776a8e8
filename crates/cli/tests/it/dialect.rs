//! `--dialect`: what the endpoint's queries and rule files can do, and that the other dialect cannot.

use crate::folder::Folder;
use crate::run::Outcome;

/// A rule as the endpoint has it: no metadata, and keys of its own.
const RULE: &str = r#"
[rule]
description = "Started by a document."
id = "5b3b1a7c-93b5-4d5c-9a51-3f0f6f0a1c11"
license = "none"
name = "Shell of a Document"
os_list = ["windows"]
version = "1.0.2"
query = '''
process where process.name : "sh" and descendant of [process where process.name : "word*"]
'''
min_endpoint_version = "8.10.0"
optional_actions = []

[[actions]]
action = "kill_process"
field = "process.entity_id"
state = 0

[internal]
min_endpoint_version = "8.10.0"
"#;

/// word starts cmd, cmd starts sh; another sh stands alone. The file has them in another order.
const EVENTS: &str = r#"{"@timestamp":4,"event.category":"process","process.entity_id":"d","process.name":"sh"}
{"@timestamp":3,"event.category":"process","process.entity_id":"c","process.parent.entity_id":"b","process.name":"sh","process.pid":7}
{"@timestamp":1,"event.category":"process","process.entity_id":"a","process.name":"word.exe"}
{"@timestamp":2,"event.category":"process","process.entity_id":"b","process.parent.entity_id":"a","process.name":"cmd","process.pid":7}
"#;

/// `EVENTS` in the order of time.
fn sorted() -> String {
    let lines: Vec<&str> = EVENTS.lines().collect();
    [lines[2], lines[3], lines[1], lines[0], ""].join("\n")
}

fn folder() -> Folder {
    Folder::of(&[("rule.toml", RULE), ("events.ndjson", EVENTS), ("sorted.ndjson", &sorted())])
}

#[track_caller]
fn query(eql: &str, options: &[&str]) -> Outcome {
    folder().eqlc(&[&["query", eql, "--dialect", "endpoint"], options].concat())
}

#[test]
fn a_rule_file_of_the_endpoint_needs_only_its_query() {
    folder().eqlc(&["check", "--dialect", "endpoint", "rule.toml"]).exits(0).says("no findings");
    folder().eqlc(&["check", "rule.toml"]).exits(1);
    let bare = Folder::of(&[("bare.toml", "[rule]\nquery = 'api where true'\n")]);
    bare.eqlc(&["check", "--dialect", "endpoint", "bare.toml"]).exits(0);
    bare.eqlc(&["dump", "--dialect", "endpoint", "bare.toml"]).exits(0);
    let empty = Folder::of(&[("empty.toml", "[rule]\nname = 'x'\n")]);
    empty.eqlc(&["check", "--dialect", "endpoint", "empty.toml"]).exits(1);
}

#[test]
fn a_match_has_the_id_of_the_rule_or_the_name_of_its_file() {
    let scan = ["scan", "--dialect", "endpoint", "--rules", "rule.toml", "events.ndjson"];
    let lines = folder().eqlc(&scan).exits(0).json();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["rule"]["id"], "5b3b1a7c-93b5-4d5c-9a51-3f0f6f0a1c11");
    assert_eq!(lines[0]["rule"]["name"], "Shell of a Document");
    assert_eq!(lines[0]["events"][0]["record"], 2);
    let folder = Folder::of(&[
        ("bare.toml", "[rule]\nquery = 'process where process.name == \"cmd\"'\n"),
        ("events.ndjson", EVENTS),
    ]);
    let scan = ["scan", "--dialect", "endpoint", "--rules", "bare.toml", "events.ndjson"];
    assert_eq!(folder.eqlc(&scan).exits(0).json()[0]["rule"]["id"], "bare");
}

#[test]
fn relations_and_names_see_the_events_in_the_order_of_time() {
    let descendants = "process where descendant of [process where process.name : \"word*\"]";
    assert_eq!(query(descendants, &["events.ndjson"]).exits(0).records(), [[4], [2]]);
    let streamed = query(descendants, &["--sorted", "sorted.ndjson"]).exits(0).records();
    assert_eq!(streamed, [[2], [3]]);
    let named = "sequence [process where true] as a [process where process.pid == a.process.pid]";
    assert_eq!(query(named, &["events.ndjson"]).exits(0).records(), [[4, 2]]);
    assert_eq!(query(named, &["--sorted", "sorted.ndjson"]).exits(0).records(), [[2, 3]]);
}

#[test]
fn processes_that_are_forgotten_are_told() {
    let descendants = "process where descendant of [process where process.name : \"word*\"]";
    let options = ["--max-sequence-keys", "1", "--sorted", "sorted.ndjson"];
    query(descendants, &options).exits(0).says("the matches are partial");
}

#[test]
fn fixtures_run_in_the_dialect() {
    let hit = sorted();
    let folder = Folder::of(&[
        ("rules/shell.toml", RULE),
        ("rules/shell/positive/document.ndjson", &hit),
        ("rules/shell/negative/alone.ndjson", EVENTS.lines().next().unwrap()),
    ]);
    folder.eqlc(&["test", "--dialect", "endpoint", "rules"]).exits(0).says("0 rules failed");
}

#[test]
fn the_help_of_a_refused_form_names_the_dialect() {
    for eql in [
        "process where descendant of [process where true]",
        "any where _arraysearch(process.args, $arg, $arg == \"x\")",
        "sequence [any where true] as a [any where true]",
        "any where process.name == user.name",
    ] {
        let outcome = folder().eqlc(&["query", eql, "events.ndjson"]).exits(2);
        assert!(outcome.stderr.contains("--dialect endpoint"), "{outcome}");
    }
}
