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
    let outcome = folder
        .eqlc(&["test", "shell.toml"])
        .exits(1)
        .says("tested 1 rule on 3 cases: 1 rule failed");
    outcome.prints(
        "FAIL Shell of a Web Server (2 positive, 1 negative)\n  \
         negative/four_again: the rule matches, but should not\n  \
         positive/five: the rule does not match, but should\n",
    );
}

#[test]
fn both_engines_keep_what_the_pipes_keep() {
    let folder = Folder::of(&[
        ("shell.toml", &rule("sequence by host.id [any where true] [any where true] | tail 1")),
        ("shell/positive/twice.ndjson", &"{\"@timestamp\":1,\"host.id\":\"a\"}\n".repeat(4)),
        ("shell/positive/twice.expect.toml", "[[match]]\nevents = [3, 4]\n"),
    ]);
    folder.eqlc(&["test", "."]).exits(0).prints_part("ok ");
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
        .says("error[fixture/unreadable-event]: record 1: not JSON")
        .says("shell/positive/cut.ndjson:1:1");
}

#[test]
fn every_unreadable_line_of_every_case_is_told_with_its_place() {
    let folder = Folder::of(&[
        ("shell.toml", &four()),
        ("shell/positive/cut.ndjson", &format!("{FOUR}\n{{\"cut\"\n{FOUR}no\n")),
        ("shell/positive/four.ndjson", FOUR),
        ("shell/negative/cut_too.ndjson", "{\"cut"),
    ]);
    let outcome = folder.eqlc(&["test", "shell.toml"]).exits(2);
    let outcome = outcome.prints(
        "FAIL Shell of a Web Server (2 positive, 1 negative)\n  \
         negative/cut_too: it cannot be read\n  positive/cut: it cannot be read\n",
    );
    for place in ["cut_too.ndjson:1:1", "positive/cut.ndjson:3:1", "positive/cut.ndjson:5:1"] {
        assert!(outcome.stderr.contains(place), "{place}\n{outcome}");
    }
}

/// Events in which processes 1, 2, … end and, a second later, start, on a host each.
fn twins(count: u32) -> String {
    let event = |second, host, kind| {
        format!(
            "{{\"@timestamp\":\"2026-01-01T00:00:0{second}Z\",\"host.id\":\"h{host}\",\"event.type\":\"{kind}\"}}\n"
        )
    };
    (1..=count).map(|host| event(0, host, "end") + &event(1, host, "start")).collect()
}

fn sequence() -> String {
    rule(
        "sequence by host.id with maxspan=5s [any where event.type == \"end\"] [any where event.type == \"start\"]",
    )
}

#[test]
fn an_expectation_counts_the_matches_and_names_their_records_and_keys() {
    let folder = Folder::of(&[
        ("pair.toml", &sequence()),
        ("pair/positive/two.ndjson", &twins(2)),
        ("pair/positive/two.expect.toml", "matches = 2\n"),
        ("pair/positive/named.ndjson", &twins(2)),
        (
            "pair/positive/named.expect.toml",
            "[[match]]\nevents = [3, 4]\njoin_keys = [\"h2\"]\n[[match]]\nevents = [1, 2]\n",
        ),
        ("pair/positive/some.ndjson", &twins(3)),
        ("pair/positive/some.expect.toml", "matches = { at_least = 2, at_most = 3 }\n"),
    ]);
    folder.eqlc(&["test", "."]).exits(0).says("tested 1 rule on 3 cases: 0 rules failed");
    let folder = folder
        .with("pair/positive/two.expect.toml", "matches = { at_least = 3 }\n")
        .with("pair/positive/named.expect.toml", "[[match]]\nevents = [1, 4]\n")
        .with("pair/positive/some.expect.toml", "[[match]]\nevents = [1, 2]\n");
    folder.eqlc(&["test", "pair.toml"]).exits(1).prints(
        "FAIL Shell of a Web Server (3 positive, 0 negative)\n  \
         positive/named: no match has records 1, 4\n  \
         positive/some: 3 matches, and 1 expected\n  \
         positive/two: 2 matches, and at least 3 expected\n",
    );
}

#[test]
fn a_missing_event_is_written_as_such() {
    let query = "sequence by host.id with maxspan=5s [any where event.type == \"end\"] ![any where event.type == \"x\"]";
    let folder = Folder::of(&[
        ("pair.toml", &rule(query)),
        ("pair/positive/end.ndjson", &twins(1)),
        ("pair/positive/end.expect.toml", "[[match]]\nevents = [1, \"missing\"]\n"),
    ]);
    folder.eqlc(&["test", "pair.toml"]).exits(0);
}

#[test]
fn an_expectation_that_makes_no_sense_is_a_finding_with_its_place() {
    let folder = Folder::of(&[
        ("shell.toml", &four()),
        ("shell/positive/four.ndjson", FOUR),
        ("shell/positive/four.expect.toml", "matches = 1\n\nmatchs = 2\n"),
    ]);
    let outcome = folder.eqlc(&["test", "shell.toml"]).exits(1);
    let outcome = outcome.says("error[fixture/bad-expectation]: unknown field `matchs`");
    outcome.says("shell/positive/four.expect.toml:3:1");
}

#[test]
fn fixtures_of_all_rules_are_in_one_folder_by_id_or_by_path() {
    let other = "8d4bbd14-9e1d-4f3e-a0f6-39d25c4d1a51";
    let files = [
        ("rules/by_id.toml", named_rule(RULE_ID, "By Id", "any where process.pid == 4")),
        ("rules/linux/by_path.toml", named_rule(other, "By Path", "any where process.pid == 5")),
        (&*format!("cases/{RULE_ID}/positive/four.ndjson"), FOUR.to_owned()),
        ("cases/linux/by_path/positive/five.ndjson", FIVE.to_owned()),
        ("cases/gone/positive/five.ndjson", FIVE.to_owned()),
    ];
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let folder = Folder::of(&files);
    let lines = "ok   By Id (1 positive, 0 negative)\nok   By Path (1 positive, 0 negative)\n";
    let outcome = folder.eqlc(&["test", "rules", "--fixtures", "cases"]).exits(0).prints(lines);
    outcome.says("warning[fixture/folder-without-rule]").says("cases/gone:1:1");
    let folder = folder.with("eqlc.toml", "[test]\nfixtures = \"cases\"\n");
    folder.eqlc(&["test", "rules"]).exits(0).prints(lines);
    folder
        .eqlc(&["test", "rules", "--fixtures", "none"])
        .exits(2)
        .says("there is no such folder of fixtures");
}

#[test]
fn the_policy_says_how_bad_a_lack_of_fixtures_is() {
    let folder = Folder::of(&[
        ("rules/shell.toml", &four()),
        ("eqlc.toml", "[check.severities]\n\"fixture/no-positive-case\" = \"warning\"\n"),
    ]);
    folder.eqlc(&["test", "rules"]).exits(0).says("warning[fixture/no-positive-case]");
}

#[test]
fn a_snapshot_is_written_when_asked_for_and_compared_ever_after() {
    let folder = Folder::of(&[("pair.toml", &sequence()), ("pair/positive/two.ndjson", &twins(2))]);
    folder.eqlc(&["test", "pair.toml", "--bless"]).exits(0).says("wrote 1 snapshot\n");
    folder.eqlc(&["test", "pair.toml", "--bless"]).exits(0).says("wrote 0 snapshots\n");
    folder.eqlc(&["test", "pair.toml"]).exits(0);
    let folder =
        folder.with("pair/positive/two.ndjson", twins(3)).with("pair/negative/x.ndjson", FOUR);
    folder.eqlc(&["test", "pair.toml"]).exits(1).prints(
        "FAIL Shell of a Web Server (1 positive, 1 negative)\n  \
         negative/x: `matches.snap` does not name it\n  \
         positive/two: the matches are not those of `matches.snap`\n    \
         + records 5, 6  by h3\n",
    );
}

#[test]
fn a_word_chooses_rules_and_cases() {
    let other = "8d4bbd14-9e1d-4f3e-a0f6-39d25c4d1a51";
    let folder = Folder::of(&[
        ("a.toml", &named_rule(RULE_ID, "First", "any where process.pid == 4")),
        ("a/positive/four.ndjson", FOUR),
        ("a/negative/other.ndjson", FIVE),
        ("b.toml", &named_rule(other, "Second", "any where process.pid == 5")),
        ("b/positive/five.ndjson", FIVE),
    ]);
    let only = |word| folder.eqlc(&["test", ".", "--only", word]);
    only("SECOND").exits(0).prints("ok   Second (1 positive, 0 negative)\n");
    only("other").exits(0).prints("ok   First (0 positive, 1 negative)\n");
    only("nothing").exits(0).prints("").says("tested 0 rules on 0 cases");
}

#[test]
fn other_formats_of_events_are_cases_too() {
    let folder = Folder::of(&[
        ("shell.toml", &four()),
        ("shell/positive/four.json", &format!("[{}]", FOUR.trim())),
        ("shell/negative/notes.md", "five"),
    ]);
    let outcome = folder.eqlc(&["test", "shell.toml"]).exits(0);
    outcome
        .prints("ok   Shell of a Web Server (1 positive, 0 negative)\n")
        .says("fixture/unknown-file");
}

#[test]
fn junit_has_a_suite_a_rule_and_a_case_a_fixture() {
    let folder = Folder::of(&[
        ("shell.toml", &four()),
        ("shell/positive/four.ndjson", FOUR),
        ("shell/negative/four.ndjson", FOUR),
    ]);
    let outcome = folder.eqlc(&["test", "--format", "junit", "shell.toml"]).exits(1);
    let outcome = outcome.prints_part("<testsuite name=\"Shell of a Web Server\" tests=\"2\"");
    let outcome = outcome.prints_part("<testcase name=\"positive/four\"/>");
    outcome.prints_part("<failure message=\"the rule matches, but should not\"");
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

#[test]
fn coverage_names_each_clause_that_no_case_makes_decide() {
    let query = "any where process.pid == 4 and not process.name : (\"a\", \"b\")";
    let folder = Folder::of(&[
        ("shell.toml", &rule(query)),
        ("shell/positive/four.ndjson", FOUR),
        ("shell/negative/five.ndjson", FIVE),
    ]);
    let outcome = folder.eqlc(&["test", "shell.toml", "--coverage"]).exits(0);
    let outcome = outcome.prints(
        "ok   Shell of a Web Server (1 positive, 1 negative), 1 of 2 leaves covered\n  \
         shell.toml:17:36: never true: process.name : (\"a\", \"b\")\n",
    );
    outcome.says("covered 1 of 2 leaves (50.0 %): 1 made true, 2 made false, 1 decide both ways; 0 of 0 stages");
    let excluded = "{\"@timestamp\":1,\"process.pid\":4,\"process.name\":\"B\"}\n";
    let folder = folder.with("shell/negative/excluded.ndjson", excluded);
    let outcome = folder.eqlc(&["test", "shell.toml", "--coverage"]).exits(0);
    outcome.prints_part("2 of 2 leaves covered\n  shell.toml:17:36: no case hits `a`\n");
    let outcome = folder.eqlc(&["test", "shell.toml", "--coverage", "--format", "json"]).exits(0);
    let [report] = &outcome.json()[..] else { panic!("{outcome}") };
    let coverage = &report["coverage"];
    assert_eq!((&coverage["covered_leaves"], &coverage["leaf_count"]), (&2.into(), &2.into()));
    let leaf = &coverage["leaves"][1];
    assert_eq!(
        (&leaf["line"], &leaf["true_decides"]["case"]),
        (&17.into(), &"negative/excluded".into())
    );
    assert_eq!(leaf["false_decides"]["record"], 1);
}

#[test]
fn coverage_of_a_sequence_says_which_stage_decides() {
    let folder =
        Folder::of(&[("pair.toml", &sequence()), ("pair/positive/pair.ndjson", &twins(1))]);
    let outcome = folder.eqlc(&["test", "pair.toml", "--coverage"]).exits(0);
    let outcome = outcome.prints_part("0 of 2 leaves and 0 of 2 stages covered");
    outcome.prints_part("pair.toml:17:37: refuses no event where that decides: stage 1\n");
    let lone =
        "{\"@timestamp\":\"2026-01-01T00:00:00Z\",\"host.id\":\"h\",\"event.type\":\"end\"}\n";
    let other =
        "{\"@timestamp\":\"2026-01-01T00:00:01Z\",\"host.id\":\"h\",\"event.type\":\"other\"}\n";
    let start = lone.replace("end", "start").replace("00Z", "02Z");
    let first = other.replace("01Z", "00Z");
    let folder = folder
        .with("pair/negative/no_start.ndjson", format!("{lone}{other}"))
        .with("pair/negative/no_end.ndjson", format!("{first}{start}"));
    let outcome = folder.eqlc(&["test", "pair.toml", "--coverage"]).exits(0);
    outcome.prints_part("2 of 2 leaves and 2 of 2 stages covered\n");
}

#[test]
fn a_case_that_failed_covers_nothing() {
    let folder = Folder::of(&[("shell.toml", &four()), ("shell/positive/five.ndjson", FIVE)]);
    let outcome = folder.eqlc(&["test", "shell.toml", "--coverage"]).exits(1);
    outcome.prints_part("shell.toml:17:11: never asked: process.pid == 4\n");
}
