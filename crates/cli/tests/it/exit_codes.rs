//! Exit codes of every command: 0 nothing wrong, 1 findings, 2 unusable; 2 beats 1 beats 0.

use crate::folder::Folder;
use crate::rule_text::{named_rule, rule};

const MATCHING: &str =
    "{\"@timestamp\":\"2026-01-31T10:00:00Z\",\"event.category\":\"process\",\"process.pid\":4}\n";
const OTHER: &str =
    "{\"@timestamp\":\"2026-01-31T10:00:00Z\",\"event.category\":\"process\",\"process.pid\":5}\n";
const QUERY: &str = "process where process.pid == 4";

/// Rules of every kind with their fixtures, and events of every kind.
fn folder() -> Folder {
    let good = rule(QUERY);
    let other = named_rule("4f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "Other Shell", QUERY);
    let broken = rule("process where process.pid == \"four\"");
    Folder::of(&[
        ("good/shell.toml", &other),
        ("good/shell/positive/four.ndjson", MATCHING),
        ("good/shell/negative/five.ndjson", OTHER),
        ("failing/shell.toml", &good),
        ("failing/shell/positive/five.ndjson", OTHER),
        ("untested/shell.toml", &good),
        ("broken/shell.toml", &broken),
        ("broken.toml", &broken),
        ("good.toml", &good),
        ("match.ndjson", MATCHING),
        ("other.ndjson", OTHER),
        ("bad.ndjson", "{\"cut\n"),
    ])
    .with_folder("empty")
}

/// Runs each command line, whose words are separated by spaces; `EQL` is a query.
#[track_caller]
fn each_exits(code: i32, lines: &[&str]) {
    let folder = folder();
    for line in lines {
        let words = line.split(' ').map(|word| if word == "EQL" { QUERY } else { word });
        let outcome = folder.eqlc(&words.filter(|word| !word.is_empty()).collect::<Vec<_>>());
        assert_eq!(outcome.code, Some(code), "{outcome}");
        let silent = outcome.stdout.is_empty() && outcome.stderr.is_empty();
        assert!(code == 0 || !silent, "it does not say what is wrong\n{outcome}");
    }
}

#[test]
fn nothing_wrong_is_0() {
    each_exits(
        0,
        &[
            "--version",
            "--help",
            "help scan",
            "check good",
            "check good.toml good",
            "query EQL match.ndjson",
            "query EQL other.ndjson",
            "query EQL",
            "scan --rules good match.ndjson",
            "scan --rules good other.ndjson",
            "scan --rules good --fail-on-match other.ndjson",
            "test good",
            "dump good.toml",
            "dump good",
        ],
    );
}

#[test]
fn findings_are_1() {
    each_exits(
        1,
        &[
            "check broken",
            "check --quiet broken.toml",
            "check good.toml broken.toml",
            "check --format json broken",
            "scan --rules broken match.ndjson",
            "scan --rules good --rules broken match.ndjson",
            "scan --rules good --fail-on-match match.ndjson",
            "test failing",
            "test untested",
            "test good broken",
            "test --format json failing",
            "dump broken.toml",
        ],
    );
}

#[test]
fn what_cannot_be_used_is_2() {
    each_exits(
        2,
        &[
            "",
            "verify",
            "check",
            "check --fromat json good",
            "check --format yaml good",
            "check -q -v good",
            "check absent",
            "check empty",
            "query",
            "query EQL absent.ndjson",
            "query EQL match.ndjson absent.ndjson",
            "query EQL empty",
            "query EQL bad.ndjson",
            "query EQL --max-buffer 5parsecs match.ndjson",
            "query EQL --input evtx match.ndjson",
            "query --maturity production EQL match.ndjson",
            "query process match.ndjson",
            "scan match.ndjson",
            "scan --rules absent match.ndjson",
            "scan --rules good --rules absent match.ndjson",
            "scan --rules good absent.ndjson",
            "scan --rules good bad.ndjson",
            "scan --rules good --stats yaml match.ndjson",
            "test",
            "test absent",
            "test good absent",
            "dump",
            "dump absent.toml",
            "dump good.toml good.toml",
        ],
    );
}

#[test]
fn the_larger_code_wins() {
    each_exits(
        2,
        &[
            "check broken absent",
            "scan --rules broken bad.ndjson",
            "scan --rules good --fail-on-match match.ndjson bad.ndjson",
            "scan --rules good --fail-on-match match.ndjson absent.ndjson",
            "scan --rules broken --rules absent match.ndjson",
            "test failing absent",
        ],
    );
    each_exits(1, &["scan --rules broken --rules good --fail-on-match match.ndjson"]);
}

#[test]
fn what_is_ignored_on_purpose_is_0() {
    each_exits(
        0,
        &[
            "query --ignore-bad-events EQL match.ndjson bad.ndjson",
            "scan --rules good --ignore-bad-events match.ndjson bad.ndjson",
            "scan --rules broken --ignore-bad-rules match.ndjson",
            "scan --rules broken --ignore-bad-rules --ignore-bad-events match.ndjson bad.ndjson",
        ],
    );
}

#[test]
fn only_what_is_named_is_ignored() {
    each_exits(
        2,
        &[
            "query --ignore-bad-events EQL absent.ndjson",
            "scan --rules broken --ignore-bad-rules bad.ndjson",
            "scan --rules absent --ignore-bad-rules match.ndjson",
        ],
    );
    each_exits(
        1,
        &[
            "scan --rules broken --ignore-bad-events bad.ndjson",
            "scan --rules good --ignore-bad-rules --fail-on-match match.ndjson",
        ],
    );
}
