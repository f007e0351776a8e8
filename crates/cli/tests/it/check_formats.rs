//! The findings of `check`: every one of every rule, at its place in the TOML file, in three formats.

use crate::folder::Folder;
use crate::rule_text::{QUERY_LINE, RULE_ID, named_rule, rule};

const OTHER_ID: &str = "4f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036";

/// Wrong in four ways: the schema (line 11), the TOML (line 15), and the query (lines 18 and 19).
fn broken() -> String {
    let query = "process where\n  process.pid == \"four\" and\n  process.name = \"x\"";
    let text = rule(query).replace("risk_score = 47", "risk_score = 470");
    text.replace("type = \"eql\"\n\n", "type = \"eql\"\ntags = [\"a\" \"b\"]\n")
}

const PLACES: [(&str, u64, u64); 4] = [
    ("rule/risk-score-out-of-range", 11, 14),
    ("rule/toml-syntax", 15, 13),
    ("eql/literal-type", 18, 18),
    ("eql/assignment", 19, 16),
];

fn folder() -> Folder {
    let sound = named_rule(OTHER_ID, "Sound", "any where true");
    Folder::of(&[("a/broken.toml", &broken()), ("a/sound.toml", &sound)])
}

#[test]
fn the_line_of_the_query_is_as_the_tests_say() {
    let text = broken();
    assert_eq!(text.lines().nth(QUERY_LINE - 1), Some("process where"));
}

#[test]
fn concise_is_a_line_a_finding() {
    let outcome = folder().eqlc(&["check", "--format", "concise", "a"]).exits(1);
    let lines: Vec<&str> = outcome.stdout.lines().collect();
    assert_eq!(lines.len(), PLACES.len(), "{outcome}");
    for (line, (id, row, column)) in lines.iter().zip(PLACES) {
        let start = format!("a/broken.toml:{row}:{column}: error[{id}]: ");
        assert!(line.starts_with(&start), "{line}\n{start}");
    }
}

#[test]
fn json_is_an_object_a_finding() {
    let outcome = folder().eqlc(&["check", "--format", "json", "a"]).exits(1);
    let findings = outcome.json();
    let place = |index: usize| {
        let finding = &findings[index];
        (
            finding["id"].as_str().unwrap(),
            finding["line"].as_u64().unwrap(),
            finding["column"].as_u64().unwrap(),
        )
    };
    assert_eq!((0..findings.len()).map(place).collect::<Vec<_>>(), PLACES);
    let keys = [
        "id",
        "severity",
        "message",
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "rule_id",
        "help",
    ];
    for (line, finding) in outcome.stdout.lines().zip(&findings) {
        let places: Vec<_> = keys.iter().map(|key| line.find(&format!("\"{key}\":"))).collect();
        assert!(places.is_sorted() && places[0] == Some(1), "{line}");
        assert_eq!(
            (&finding["file"], &finding["rule_id"]),
            (&"a/broken.toml".into(), &RULE_ID.into())
        );
    }
    let fix = &findings[3]["fix"];
    assert_eq!((&fix["safety"], &fix["edits"][0]["text"]), (&"safe".into(), &"==".into()));
    assert_eq!(
        (&fix["edits"][0]["line"], &fix["edits"][0]["end_column"]),
        (&19.into(), &17.into())
    );
}

#[test]
fn human_shows_the_line_the_place_and_what_to_do() {
    let outcome = folder().eqlc(&["check", "a"]).exits(1);
    for (id, row, column) in PLACES {
        assert!(outcome.stdout.contains(&format!("error[{id}]: ")), "{id}\n{outcome}");
        assert!(
            outcome.stdout.contains(&format!("--> a/broken.toml:{row}:{column}\n")),
            "{id}\n{outcome}"
        );
    }
    let shown = "19 |   process.name = \"x\"\n   |                ^\n";
    assert!(outcome.stdout.contains(shown), "{outcome}");
    assert!(outcome.stdout.contains("help: use `==`"), "{outcome}");
    outcome.says("checked 2 rules: 4 errors");
}

#[test]
fn a_query_in_a_string_with_escapes_is_pointed_into_all_the_same() {
    let text = rule("").replace(
        "query = '''\n\n'''",
        r#"query = "process where process.name == \"a\\\\b\" and process.pid == \"x\"""#,
    );
    let folder = Folder::of(&[("rule.toml", &text)]);
    let outcome = folder.eqlc(&["check", "--format", "json", "rule.toml"]).exits(1);
    let finding = &outcome.json()[0];
    let line = text.lines().nth(15).unwrap();
    let column = line.find(r#"\"x\""#).unwrap() + 1;
    assert_eq!((&finding["line"], &finding["column"]), (&16.into(), &column.into()), "{outcome}");
}

#[test]
fn sound_rules_leave_stdout_empty() {
    let folder = folder();
    for format in ["human", "concise", "json"] {
        let outcome = folder.eqlc(&["check", "--format", format, "a/sound.toml"]);
        outcome.exits(0).prints("").says("checked 1 rule: no findings");
    }
}

#[test]
fn findings_are_in_the_order_of_the_paths_on_every_run() {
    let other = |digit: &str| {
        let id = RULE_ID.replacen('3', digit, 1);
        broken().replace(RULE_ID, &id).replace("Shell of", &format!("Shell {digit} of"))
    };
    let folder =
        Folder::of(&[("z.toml", &broken()), ("b/x.toml", &other("4")), ("b/a.toml", &other("5"))]);
    let run = || folder.eqlc(&["check", "--format", "concise", "z.toml", "b"]).exits(1).stdout;
    let first = run();
    let files: Vec<_> = first.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(files, [["z.toml"; 4], ["b/a.toml"; 4], ["b/x.toml"; 4]].concat());
    assert_eq!(run(), first);
}
