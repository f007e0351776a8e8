//! `eqlc test`: which fixtures are found, what a failure looks like.

use crate::folder::Folder;
use crate::rule_text::{RULE_ID, named_rule, rule};

const FOUR: &str = "{\"@timestamp\":1,\"process.pid\":4}\n";
const FIVE: &str = "{\"@timestamp\":1,\"process.pid\":5}\n";

fn four() -> String {
    rule("any where process.pid == 4")
}

#[test]
fn fixtures_stand_beside_the_rule_or_mirrored_below_testdata() {
    let folder = Folder::of(&[
        ("rules/windows/beside.toml", &named_rule(RULE_ID, "Beside", "any where process.pid == 4")),
        ("rules/windows/beside/positive/four.ndjson", FOUR),
        (
            "rules/windows/mirrored.toml",
            &named_rule(RULE_ID, "Mirrored", "any where process.pid == 4"),
        ),
        ("testdata/rules/windows/mirrored/positive/four.ndjson", FOUR),
        ("testdata/rules/windows/mirrored/negative/five.ndjson", FIVE),
    ]);
    let outcome = folder.eqlc(&["test", "rules"]).exits(0);
    let outcome = outcome
        .prints("ok   Beside (1 positive, 0 negative)\nok   Mirrored (1 positive, 1 negative)\n");
    outcome.says("tested 2 rules on 3 cases: 0 rules failed");
}

#[test]
fn a_failure_names_the_case_and_what_is_wrong() {
    let folder = Folder::of(&[
        ("shell.toml", &four()),
        ("shell/positive/four.ndjson", FOUR),
        ("shell/positive/five.ndjson", FIVE),
        ("shell/negative/four_again.ndjson", FOUR),
    ]);
    let outcome = folder.eqlc(&["test", "shell.toml"]).exits(1).says("1 rules failed");
    outcome.prints(
        "FAIL Shell of a Web Server (2 positive, 1 negative)\n  \
         negative/four_again: the rule matches, but should not\n  \
         positive/five: the rule does not match, but should\n",
    );
}

#[test]
fn a_rule_without_a_positive_case_fails() {
    let folder = Folder::of(&[("shell.toml", &four()), ("shell/negative/five.ndjson", FIVE)]);
    let outcome = folder.eqlc(&["test", "shell.toml"]).exits(1);
    assert!(outcome.stdout.contains("no positive fixture"), "{outcome}");
}

#[test]
fn json_is_an_object_a_rule() {
    let folder = Folder::of(&[
        ("shell.toml", &four()),
        ("shell/positive/four.ndjson", FOUR),
        ("shell/negative/four.ndjson", FOUR),
    ]);
    let outcome = folder.eqlc(&["test", "--format", "json", "shell.toml"]).exits(1);
    let [report] = &outcome.json()[..] else { panic!("{outcome}") };
    assert_eq!((&report["rule"]["id"], &report["passed"]), (&RULE_ID.into(), &false.into()));
    let cases = &report["cases"];
    assert_eq!(cases[0]["case"], "negative/four");
    assert_eq!(cases[0]["failure"], "the rule matches, but should not");
    assert_eq!(cases[1]["matches"][0]["records"][0], 1);
    assert!(cases[1]["failure"].is_null());
}

#[test]
fn a_fixture_that_cannot_be_read_is_an_error() {
    let folder = Folder::of(&[("shell.toml", &four()), ("shell/positive/cut.ndjson", "{\"cut")]);
    folder
        .eqlc(&["test", "shell.toml"])
        .exits(2)
        .says("shell/positive/cut.ndjson")
        .says("record 1");
}

#[test]
fn a_rule_that_does_not_compile_shows_its_findings() {
    let folder = Folder::of(&[("shell.toml", &rule("any where process.pid = 4"))]);
    folder
        .eqlc(&["test", "shell.toml"])
        .exits(1)
        .says("error[eql/assignment]")
        .says("shell.toml:17:23");
}
