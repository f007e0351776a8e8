//! `eqlc test --mutate`: which mistakes the fixtures do not notice, and which are none.

use crate::folder::Folder;
use crate::rule_text::rule;

const SHELL: &str =
    "process where process.name : (\"cmd.exe\", \"power*.exe\") and process.pid > 4";
const MATCH: &str = "{\"@timestamp\":1,\"event.category\":\"process\",\"process.name\":\"cmd.exe\",\"process.pid\":5}\n";

fn event(name: &str, pid: u32) -> String {
    MATCH.replace("cmd.exe", name).replace(":5}", &format!(":{pid}}}"))
}

/// Cases that notice every mistake but one: letter case.
fn folder() -> Folder {
    let negatives = [
        ("one_longer", event("powershell.exe.txt", 5)),
        ("one_before", event("my_powershell.exe", 5)),
        ("other_category", MATCH.replace("\"process\"", "\"file\"")),
        ("other_name", event("calc.exe", 5)),
        ("at_the_bound", event("cmd.exe", 4)),
    ];
    let positives = [
        ("filled", event("powershell.exe", 5)),
        ("empty", event("power.exe", 5)),
        ("plain", MATCH.to_owned()),
    ];
    let mut folder = Folder::of(&[("shell.toml", &rule(SHELL))]);
    for (name, event) in negatives {
        folder = folder.with(&format!("shell/negative/{name}.ndjson"), &event);
    }
    for (name, event) in positives {
        folder = folder.with(&format!("shell/positive/{name}.ndjson"), &event);
    }
    folder
}

#[test]
fn a_mistake_that_no_case_notices_is_listed_with_a_case_that_would() {
    let outcome = folder().eqlc(&["test", "shell.toml", "--mutate"]).exits(0);
    let expected = [
        "mutants: 16/17 killed (94.1 %)",
        "letter-case: process.name : (\"cmd.exe\", \"power*.exe\") -> process.name like (\"cmd.exe\", \"power*.exe\")",
        "a positive case that kills it:",
        "letter-case             0        1        0   0.0 %",
    ];
    for text in expected {
        assert!(outcome.stdout.contains(text), "{text}\n{outcome}");
    }
    outcome.says("16 of 17 mutants killed (94.1 %)");
    let folder = folder().with("shell/positive/other_case.ndjson", event("CMD.exe", 5));
    folder.eqlc(&["test", "shell.toml", "--mutate"]).says("17 of 17 mutants killed (100.0 %)");
}

#[test]
fn a_score_can_be_demanded_by_the_command_line_and_by_the_policy() {
    let low = folder().eqlc(&["test", "shell.toml", "--min-mutation-score", "95"]).exits(1);
    assert!(low.stdout.contains("fewer mutants are killed than the 95.0 %"), "{low}");
    folder().eqlc(&["test", "shell.toml", "--min-mutation-score", "94.1"]).exits(0);
    let strict = folder().with("eqlc.toml", "[test]\nmin_mutation_score = 95\n");
    strict.eqlc(&["test", "shell.toml", "--mutate"]).exits(1);
    strict.eqlc(&["test", "shell.toml"]).exits(0);
    strict.eqlc(&["test", "shell.toml", "--min-mutation-score", "90"]).exits(0);
    strict.eqlc(&["test", "shell.toml", "--min-mutation-score", "101"]).exits(2);
}

#[test]
fn json_and_junit_have_the_score_and_the_survivors() {
    let json = folder().eqlc(&["test", "shell.toml", "--mutate", "--format", "json"]).exits(0);
    let line: serde_json::Value = serde_json::from_str(&json.stdout).expect("one object");
    let mutation = &line["mutation"];
    assert_eq!((&mutation["killed"], &mutation["survived"]), (&16.into(), &1.into()));
    assert_eq!(mutation["survivors"][0]["kind"], "letter-case");
    assert_eq!(mutation["survivors"][0]["killed_by"]["expectation"], "positive");
    let arguments = ["test", "shell.toml", "--min-mutation-score", "99", "--format", "junit"];
    let junit = folder().eqlc(&arguments).exits(1);
    assert!(
        junit.stdout.contains("<property name=\"mutation-score\" value=\"94.1 %\"/>"),
        "{junit}"
    );
    assert!(junit.stdout.contains("<testcase name=\"mutants\">"), "{junit}");
}

#[test]
fn many_mistakes_that_are_none_fail_the_run() {
    let query = "process where process.name : (\"cmd.exe\", \"*.exe\", \"c*.exe\", \"*\")";
    let folder = Folder::of(&[("shell.toml", &rule(query)), ("shell/positive/one.ndjson", MATCH)]);
    let outcome = folder.eqlc(&["test", "shell.toml", "--mutate"]).exits(1);
    assert!(outcome.stdout.contains("equal because what `process.name"), "{outcome}");
    assert!(outcome.stdout.contains("no more than 5.0 % may be"), "{outcome}");
}

#[test]
fn a_rule_that_fails_its_own_cases_has_no_score() {
    let folder = folder().with("shell/positive/wrong.ndjson", event("calc.exe", 5));
    let outcome = folder.eqlc(&["test", "shell.toml", "--mutate"]).exits(1);
    let text = "mutants: no score, `positive/wrong` fails with the rule as it is";
    assert!(outcome.stdout.contains(text), "{outcome}");
}
