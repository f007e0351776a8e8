//! The result lines of `query`: keys, their order, and how much of the events they show.

use crate::folder::Folder;

const EVENTS: &str = r#"{"@timestamp":"2026-01-31T10:00:00Z","host":{"id":"h1"},"process.pid":7}
{"@timestamp":"2026-01-31T10:00:01Z","host":{"id":"h1"},"process.pid":9}
"#;
const SEQUENCE: &str =
    "sequence by host.id, ?user.id [any where process.pid == 7] [any where process.pid == 9]";

fn folder() -> Folder {
    Folder::of(&[("events.ndjson", EVENTS)])
}

#[test]
fn an_event_is_a_line_with_its_document() {
    folder().eqlc(&["query", "any where process.pid == 9", "events.ndjson"]).exits(0).prints(
        "{\"kind\":\"event\",\"join_keys\":[],\"events\":[{\"source\":\"events.ndjson\",\"record\":2,\
         \"event\":{\"@timestamp\":\"2026-01-31T10:00:01Z\",\"host\":{\"id\":\"h1\"},\"process.pid\":9}}]}\n",
    );
}

#[test]
fn a_sequence_is_a_line_with_its_keys_and_an_event_a_stage() {
    folder().eqlc(&["query", SEQUENCE, "events.ndjson", "--events", "refs"]).exits(0).prints(
        "{\"kind\":\"sequence\",\"join_keys\":[\"h1\",null],\"events\":[\
         {\"source\":\"events.ndjson\",\"record\":1},{\"source\":\"events.ndjson\",\"record\":2}]}\n",
    );
}

#[test]
fn events_can_be_left_out() {
    let run = |events| {
        folder().eqlc(&["query", "any where process.pid == 9", "events.ndjson", "--events", events])
    };
    run("none").prints("{\"kind\":\"event\",\"join_keys\":[],\"events\":[]}\n");
    run("refs").prints(
        "{\"kind\":\"event\",\"join_keys\":[],\"events\":[{\"source\":\"events.ndjson\",\"record\":2}]}\n",
    );
    assert_eq!(run("full").json()[0]["events"][0]["event"]["process.pid"], 9);
}

#[test]
fn a_document_is_shown_as_it_came() {
    let document = r#"{"z":1.5,"a":{"y":[1,"é😀\t",null,{}],"x":true},"@timestamp":"2026-01-31T10:00:00Z","a.b":-3}"#;
    let folder = Folder::of(&[("events.ndjson", document)]);
    let outcome = folder.eqlc(&["query", "any where true", "events.ndjson"]).exits(0);
    assert!(outcome.stdout.ends_with(&format!("\"event\":{document}}}]}}\n")), "{outcome}");
}

#[test]
fn join_keys_are_json_values_of_the_fields_type() {
    let events = r#"{"@timestamp":1,"process.pid":"7","source.ip":"10.0.0.7","user.name":"ann"}
{"@timestamp":2,"process.pid":7,"source.ip":"10.0.0.7","user.name":"ann"}
"#;
    let query = "sequence by process.pid, source.ip, user.name [any where true] [any where true]";
    let folder = Folder::of(&[("events.ndjson", events)]);
    let outcome = folder.eqlc(&["query", query, "events.ndjson", "--events", "none"]).exits(0);
    assert!(outcome.stdout.contains("\"join_keys\":[7,\"10.0.0.7\",\"ann\"]"), "{outcome}");
}

#[test]
fn an_event_can_be_in_several_results() {
    let query = "sequence [any where true] [any where true]";
    let outcome = folder().eqlc(&["query", query, "events.ndjson", "events.ndjson"]).exits(0);
    assert_eq!(outcome.records(), [[1, 1], [1, 2], [2, 2]]);
}

#[test]
fn nothing_found_is_nothing_printed() {
    let outcome = folder().eqlc(&["query", "any where process.pid == 1", "events.ndjson"]);
    let outcome = outcome.exits(0).prints("");
    assert_eq!(outcome.stderr, "");
}

#[test]
fn a_query_with_an_error_shows_its_place_and_runs_nothing() {
    let outcome = folder().eqlc(&["query", "any where process.pid = 9", "events.ndjson"]);
    outcome.exits(2).prints("").says("error[eql/assignment]").says("query:1:23");
}
