//! What `bench` prints: one line a run, without the matches.

use crate::folder::Folder;
use crate::rule_text::rule;

fn folder() -> Folder {
    let events = "{\"@timestamp\":1,\"n\":1}\n{\"n\":1}\n{\"@timestamp\":2,\"n\":2}\n";
    Folder::of(&[("rule.toml", &rule("any where n == 1")), ("events.ndjson", events)])
}

#[test]
fn each_run_is_a_line_of_counts_and_rates() {
    let bench = ["bench", "--rules", "rule.toml", "events.ndjson", "--runs", "2"];
    let outcome = folder().eqlc(&bench).exits(0);
    let lines: Vec<_> = outcome.stdout.lines().collect();
    assert_eq!(lines.len(), 2, "{outcome}");
    assert!(
        lines.iter().all(|line| line.starts_with("scanned 3 events, 0.0 MB, 1 rule, 2 matches"))
    );
}

#[test]
fn events_that_cannot_be_read_twice_are_refused() {
    folder().eqlc(&["bench", "--rules", "rule.toml"]).exits(2).says("name event files");
}
