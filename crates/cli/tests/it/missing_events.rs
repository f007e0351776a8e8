//! Missing events: how a line shows one, and what the end of the input means to it.

use crate::folder::Folder;
use crate::rule_text::rule;

const EVENTS: &str = "{\"@timestamp\":1000,\"host.id\":\"a\",\"n\":1}\n{\"@timestamp\":2000,\"host.id\":\"a\",\"n\":2}\n\
                      {\"@timestamp\":3000,\"host.id\":\"b\",\"n\":1}\n{\"@timestamp\":9000,\"host.id\":\"c\",\"n\":1}\n";
/// Host `a` has both events, `b` only the first, and of `c` nobody knows: the log ends too early.
const QUERY: &str = "sequence by host.id with maxspan=3s [any where n == 1] ![any where n == 2]";

fn keys(options: &[&str]) -> Vec<String> {
    let folder = Folder::of(&[("events.ndjson", EVENTS)]);
    let outcome = folder.eqlc(&[&["query", QUERY, "events.ndjson"], options].concat()).exits(0);
    let key = |line: serde_json::Value| line["join_keys"][0].as_str().unwrap().to_owned();
    outcome.json().into_iter().map(key).collect()
}

#[test]
fn a_missing_event_has_a_place_in_the_line() {
    let folder = Folder::of(&[("events.ndjson", EVENTS)]);
    let run = ["query", QUERY, "events.ndjson", "--events", "refs", "--sequence-mode", "strict"];
    folder.eqlc(&run).exits(0).prints(
        "{\"kind\":\"sequence\",\"join_keys\":[\"b\"],\"events\":[{\"source\":\"events.ndjson\",\"record\":3},\
         {\"missing\":true}]}\n",
    );
}

#[test]
fn the_end_of_the_input_is_the_end_of_waiting_unless_strict() {
    for order in [&[][..], &["--sorted"]] {
        assert_eq!(keys(order), ["b", "c"]);
        assert_eq!(keys(&[order, &["--sequence-mode", "es"]].concat()), ["b", "c"]);
        assert_eq!(keys(&[order, &["--sequence-mode", "strict"]].concat()), ["b"]);
    }
}

#[test]
fn an_event_that_came_is_not_missing() {
    assert!(!keys(&[]).contains(&"a".to_owned()));
}

#[test]
fn fixtures_and_explanations_end_as_they_are_told() {
    let last = EVENTS.lines().last().unwrap();
    let folder = Folder::of(&[("r.toml", &rule(QUERY)), ("r/positive/end.ndjson", last)]);
    for (mode, code) in [("es", 0), ("strict", 1)] {
        folder.eqlc(&["test", "r.toml", "--sequence-mode", mode]).exits(code);
        let run = ["explain", "r.toml", "r/positive/end.ndjson", "--sequence-mode", mode];
        let said = folder.eqlc(&run).exits(0).stdout;
        assert_eq!(said.contains("no match"), mode == "strict", "{said}");
    }
}
