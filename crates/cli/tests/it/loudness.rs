//! `--quiet` and `--verbose`: results and problems always, the rest on demand.

use crate::folder::Folder;
use crate::rule_text::rule;

fn folder() -> Folder {
    let events = "{\"@timestamp\":1,\"n\":1}\noops\n";
    Folder::of(&[("rule.toml", &rule("any where n == 1")), ("events.ndjson", events)])
}

#[test]
fn quiet_leaves_problems_and_results() {
    let outcome = folder().eqlc(&["scan", "--quiet", "--rules", "rule.toml", "events.ndjson"]);
    let outcome = outcome.exits(2).says("eqlc: events.ndjson: record 2");
    assert_eq!(outcome.records(), [[1]]);
    assert_eq!(outcome.stderr.lines().count(), 1, "{outcome}");
    let outcome = folder().eqlc(&["check", "-q", "rule.toml"]).exits(0).prints("");
    assert_eq!(outcome.stderr, "");
}

#[test]
fn a_query_tells_its_speed_only_when_asked() {
    let query = ["query", "any where true", "events.ndjson", "--ignore-bad-events"];
    assert!(!folder().eqlc(&query).exits(0).stderr.contains("scanned"));
    folder().eqlc(&[&query[..], &["--verbose"]].concat()).exits(0).says("scanned 1 events");
}

#[test]
fn options_of_all_commands_stand_before_or_behind_the_command() {
    let folder = folder();
    for arguments in
        [["-q", "check", "rule.toml"], ["check", "-q", "rule.toml"], ["check", "rule.toml", "-q"]]
    {
        assert_eq!(folder.eqlc(&arguments).exits(0).stderr, "");
    }
}
