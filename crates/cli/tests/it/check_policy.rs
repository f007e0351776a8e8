//! What `eqlc.toml`, comments and the command line make of findings.

use crate::folder::Folder;
use crate::rule_text::{RULE_ID, named_rule, rule};
use crate::run::Outcome;

const OTHER_ID: &str = "4f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036";

/// A rule with one finding of its checks: the score is not that of its severity.
fn odd_score() -> String {
    rule("any where true").replace("risk_score = 47", "risk_score = 99")
}

const ODD_SCORE: &str = "rule/risk-score-outside-severity";

/// Id and severity of each finding.
#[track_caller]
fn found(outcome: &Outcome) -> Vec<(String, String)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let all = outcome.json();
    all.iter().map(|finding| (text(&finding["id"]), text(&finding["severity"]))).collect()
}

#[track_caller]
fn check(folder: &Folder, more: &[&str]) -> Vec<(String, String)> {
    found(&folder.eqlc(&[&["check", "--format", "json", "rules"], more].concat()))
}

fn pair(id: &str, severity: &str) -> (String, String) {
    (id.to_owned(), severity.to_owned())
}

/// The odd rule below this policy.
fn under(policy: &str) -> Folder {
    Folder::of(&[("eqlc.toml", policy), ("rules/cross/a.toml", &odd_score())])
}

#[test]
fn a_file_with_five_independent_errors_reports_five() {
    let text = rule("process where process.name = \"a\"")
        .replace("2026/01/15\"\nmaturity", "2026-01-15\"\nmaturity")
        .replace("severity = \"medium\"", "severity = \"odd\"")
        .replace("index = [\"logs-*\"]\n", "")
        .replace("author = [\"Example\"]", "author = \"Example\"");
    let folder = Folder::of(&[("a.toml", &text)]);
    let outcome = folder.eqlc(&["check", "--format", "concise", "a.toml"]).exits(1);
    let places: Vec<_> = outcome
        .stdout
        .lines()
        .map(|line| line.split(": ").take(2).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        places,
        [
            "a.toml:2:17 error[rule/bad-date]",
            "a.toml:6:1 error[rule/no-event-source]",
            "a.toml:7:10 error[rule/wrong-type]",
            "a.toml:13:12 error[rule/unknown-value]",
            "a.toml:17:28 error[eql/assignment]",
        ]
    );
    outcome.says("checked 1 rule: 5 errors");
}

#[test]
fn ids_are_ignored_selected_and_made_worse_or_better() {
    assert_eq!(check(&under(""), &[]), [pair(ODD_SCORE, "error")]);
    for policy in ["ignore = [\"rule\"]", "select = [\"eql\"]", "severities = { rule = \"allow\" }"]
    {
        assert_eq!(check(&under(&format!("[check]\n{policy}\n")), &[]), [], "{policy}");
    }
    let closest = format!("[check]\nignore = [\"rule\"]\nselect = [\"{ODD_SCORE}\"]\n");
    assert_eq!(check(&under(&closest), &[]), [pair(ODD_SCORE, "error")]);
    let note = format!("[check.severities]\n\"{ODD_SCORE}\" = \"note\"\n");
    assert_eq!(check(&under(&note), &[]), [pair(ODD_SCORE, "note")]);
    under(&note).eqlc(&["check", "rules"]).exits(0).says("checked 1 rule: 1 note");
}

#[test]
fn paths_have_policies_of_their_own() {
    let over = |path: &str| {
        under(&format!("[[check.overrides]]\npaths = [\"{path}\"]\nignore = [\"rule\"]\n"))
    };
    assert_eq!(check(&over("rules/cross/**"), &[]), []);
    assert_eq!(check(&over("rules/*"), &[]), [pair(ODD_SCORE, "error")]);
}

#[test]
fn the_nearest_policy_counts() {
    let folder = under("[check]\nignore = [\"rule\"]\n").with("rules/cross/eqlc.toml", "");
    let outcome = folder.eqlc(&["check", "--format", "json", "rules"]).exits(1);
    assert_eq!(found(&outcome), [pair(ODD_SCORE, "error")]);
    outcome.says("6 checks of repositories are off for 1 files");
}

#[test]
fn the_command_line_has_the_last_word() {
    let folder = under("[check]\nignore = [\"rule\"]\n");
    assert_eq!(check(&folder, &["--deny", ODD_SCORE]), [pair(ODD_SCORE, "error")]);
    assert_eq!(check(&folder, &["--warn", "rule"]), [pair(ODD_SCORE, "warning")]);
    assert_eq!(check(&folder, &["--warn", "all", "--allow", ODD_SCORE]), []);
    let wrong = folder.eqlc(&["check", "--allow", "rule/risk-score-outside-severty", "rules"]);
    wrong.exits(2).says("did you mean `rule/risk-score-outside-severity`?");
}

#[test]
fn lists_and_limits_are_the_repositorys_own() {
    let scores = "[policy.severity]\nmedium = [90, 99]\n";
    assert_eq!(check(&under(scores), &[]), []);
    let required = "[check]\nignore = [\"rule/risk-score-outside-severity\"]\n[policy]\nrequired = [\"rule.references\", \"metadata.comments\"]\n";
    let folder = under(required);
    let outcome = folder.eqlc(&["check", "--format", "concise", "rules"]).exits(1);
    let lines: Vec<_> = outcome.stdout.lines().collect();
    assert!(
        lines[0].starts_with("rules/cross/a.toml:1:1: error[rule/missing-required-key]"),
        "{outcome}"
    );
    assert!(
        lines[1].starts_with("rules/cross/a.toml:6:1: error[rule/missing-required-key]"),
        "{outcome}"
    );
    let tagged = rule("any where true") + "tags = [\"Team: Blue\", \"Colour: Red\"]\n";
    let tags = Folder::of(&[
        ("eqlc.toml", "[policy.extend_tags]\nTeam = [\"*\"]\n"),
        ("rules/cross/a.toml", &tagged),
    ]);
    tags.eqlc(&["check", "rules"]).exits(1).prints_part("the tag `Colour: Red`");
    assert_eq!(check(&tags, &[]), [pair("rule/unknown-tag-prefix", "error")]);
}

#[test]
fn a_comment_with_a_reason_allows_what_it_stands_above() {
    let allow = format!("# eqlc: allow {ODD_SCORE}: because the score is agreed with the SOC\n");
    let above = odd_score().replace("risk_score", &format!("{allow}risk_score"));
    let folder = Folder::of(&[("rules/a.toml", &above)]);
    let outcome =
        folder.eqlc(&["check", "--format", "json", "rules"]).exits(0).says("1 suppressed");
    assert_eq!(found(&outcome), []);
    let top = format!("{allow}{}", odd_score());
    assert_eq!(check(&Folder::of(&[("rules/a.toml", &top)]), &[]), []);
    let elsewhere = odd_score().replace("severity", &format!("{allow}severity"));
    assert_eq!(
        check(&Folder::of(&[("rules/a.toml", &elsewhere)]), &[]),
        [pair(ODD_SCORE, "error"), pair("policy/unused-suppression", "warning")]
    );
}

#[test]
fn what_could_not_run_is_not_unused() {
    let id = "rule/look-back-shorter-than-maxspan";
    let comment = format!("# eqlc: allow {id}: because the window is agreed\n");
    for (query, unused) in [("any where a == 1", true), ("any where a = 1", false)] {
        let folder = Folder::of(&[("rules/a.toml", &(comment.clone() + &rule(query)))]);
        let found = check(&folder, &[]);
        let is_unused = found.contains(&pair("policy/unused-suppression", "warning"));
        assert_eq!(is_unused, unused, "{query}");
    }
}

#[test]
fn a_comment_without_a_reason_or_about_no_check_allows_nothing() {
    for (comment, id) in [
        (format!("# eqlc: allow {ODD_SCORE}"), "policy/suppression-without-reason"),
        (format!("# eqlc: allow {ODD_SCORE}: because"), "policy/suppression-without-reason"),
        ("# eqlc: allow rule/odd: because x".to_owned(), "policy/unknown-check"),
    ] {
        let text = odd_score().replace("risk_score", &format!("{comment}\nrisk_score"));
        let found = check(&Folder::of(&[("rules/a.toml", &text)]), &[]);
        assert_eq!(found, [pair(id, "warning"), pair(ODD_SCORE, "error")], "{comment}");
    }
}

#[test]
fn a_policy_about_no_check_is_a_finding_in_the_policy() {
    let folder = under("[check]\nignore = [\n  \"rule\",\n  \"rule/tag-cas\",\n]\n");
    let outcome = folder.eqlc(&["check", "rules"]).exits(0);
    outcome.prints_part("eqlc.toml:4:3").prints_part("did you mean `rule/tag-case`?");
}

#[test]
fn a_policy_that_makes_no_sense_is_unusable() {
    let outcome = under("[check]\nselct = []\n").eqlc(&["check", "rules"]).exits(2);
    outcome.says("eqlc.toml`: line 2, column 1: unknown field `selct`");
}

#[test]
fn checks_of_repositories_wait_for_one() {
    let odd_name = ("rules/windows/Shell.toml", rule("any where host.os.type == \"windows\""));
    let without = Folder::of(&[(odd_name.0, &odd_name.1)]);
    let outcome = without.eqlc(&["check", "rules"]).exits(0);
    outcome
        .says("6 checks of repositories are off for 1 files in no folder of rules of an eqlc.toml");
    let with = without.with("eqlc.toml", "");
    let ids: Vec<_> = check(&with, &[]).into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, ["rule/bad-file-name", "rule/missing-platform-tag"]);
    let outside = with.with("eqlc.toml", "[check]\ndirectories = [\"detections\"]\n");
    assert_eq!(check(&outside, &[]), []);
}

#[test]
fn a_rule_is_compared_with_all_of_its_repository() {
    let folder = Folder::of(&[
        ("eqlc.toml", ""),
        ("rules/a.toml", &rule("any where true")),
        ("rules/b.toml", &named_rule(RULE_ID, "Another Name", "any where true")),
        ("rules/c.toml", &named_rule(OTHER_ID, "A Third Name", "any where true")),
    ]);
    let outcome = folder.eqlc(&["check", "--format", "concise", "rules/b.toml"]).exits(1);
    assert_eq!(outcome.stdout.lines().count(), 1, "{outcome}");
    outcome.prints_part(
        "rules/b.toml:12:11: error[rule/duplicate-id]: the id is also that of `rules/a.toml`",
    );
    folder.eqlc(&["check", "rules/c.toml"]).exits(0);
}

#[test]
fn a_saved_query_has_one_finding_and_a_deprecated_rule_only_warnings() {
    let saved = rule("any where true")
        .replace("type = \"eql\"", "type = \"saved_query\"")
        .replace("language = \"eql\"", "language = \"kuery\"");
    let folder = Folder::of(&[("rules/a.toml", &saved)]);
    assert_eq!(check(&folder, &[]), [pair("rule/saved-query", "error")]);
    let deprecated = odd_score().replace("production", "deprecated");
    let folder = Folder::of(&[("rules/a.toml", &deprecated)]);
    assert_eq!(check(&folder, &[]), [pair(ODD_SCORE, "warning")]);
    folder.eqlc(&["check", "--deny", ODD_SCORE, "rules"]).exits(1);
}

#[test]
fn rules_of_which_one_covers_the_other_are_told_apart_by_an_event() {
    let wide =
        named_rule(OTHER_ID, "Wide", "process where process.name : (\"net.exe\", \"net1.exe\")");
    let narrow = rule("process where process.name : \"net1.exe\" and process.args : \"user\"");
    let twice = rule("process where process.name : \"net1.exe\" or process.name : \"net.exe\"");
    let note = |other: &str, id: &str| {
        let folder = Folder::of(&[("a.toml", &wide), ("b.toml", other)]);
        let lines = folder.eqlc(&["check", "a.toml", "b.toml", "--format", "json"]).json();
        let found = lines.into_iter().find(|line| line["id"] == id);
        found.map(|line| line["note"].as_str().unwrap_or_default().to_owned()).unwrap_or_default()
    };
    let event = note(&narrow, "rule/subsumed-rule");
    let event = event.strip_prefix("only the other rule finds this: ").unwrap_or_default();
    let event: serde_json::Value = serde_json::from_str(event).unwrap();
    assert_eq!(event["event"]["category"], "process");
    assert!(note(&twice, "rule/equal-rule").starts_with("no event tells them apart: a proof"));
}
