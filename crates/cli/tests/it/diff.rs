//! `eqlc diff`: sets of rules, packs and files against each other.

use crate::folder::Folder;
use crate::rule_text::{named_rule, rule};

const FIRST: &str = "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036";
const SECOND: &str = "4f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036";
const THIRD: &str = "5f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036";

/// Two folders: the first rule has another file and another number, the second is gone, the third is new.
fn folder() -> Folder {
    let of = |pid: &str| named_rule(FIRST, "First", &format!("process where process.pid == {pid}"));
    Folder::of(&[
        ("old/first.toml", &of("4")),
        ("old/second.toml", &named_rule(SECOND, "Second", "file where true")),
        ("new/moved/other_name.toml", &of("5")),
        ("new/third.toml", &named_rule(THIRD, "Third", "file where true")),
    ])
}

impl Folder {
    /// The kind of the first change that a comparison finds.
    #[track_caller]
    pub(crate) fn change(&self, old: &str, new: &str, more: &[&str]) -> String {
        let fixed = ["diff", "--format", "json", old, new];
        let outcome = self.eqlc(&[&fixed[..], more].concat()).exits(0);
        let line = outcome.stdout.lines().next().unwrap_or_else(|| panic!("no change\n{outcome}"));
        let change: serde_json::Value = serde_json::from_str(line).unwrap();
        change["change"].as_str().unwrap().to_owned()
    }
}

#[test]
fn rules_are_the_same_by_their_ids() {
    let folder = folder();
    let outcome = folder.eqlc(&["diff", "old", "new"]).exits(0);
    insta::assert_snapshot!(&outcome.stdout);
    outcome.says("1 rule added, 1 removed, 1 changed (1 in logic), 0 the same");
    insta::assert_snapshot!(folder.eqlc(&["diff", "old", "new", "--format", "markdown"]).stdout);
    for line in folder.eqlc(&["diff", "old", "new", "--format", "json"]).exits(0).stdout.lines() {
        let change: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(change["change"].is_string() && change["rule"]["id"].is_string(), "{line}");
    }
}

#[test]
fn metadata_stands_apart_from_logic() {
    let (old, new) = (rule("any where true"), rule("process where true"));
    let folder = Folder::of(&[
        ("old.toml", &old),
        ("new.toml", &new.replace("risk_score = 47", "risk_score = 21")),
    ]);
    let human = folder.eqlc(&["diff", "old.toml", "new.toml"]).exits(0).stdout;
    let apart = human.split_once("    metadata:\n").unwrap();
    assert!(apart.0.contains("    logic: "), "{human}");
    assert_eq!(apart.1, "      risk_score: `47` -> `21`\n");
    let markdown =
        folder.eqlc(&["diff", "--format", "markdown", "old.toml", "new.toml"]).exits(0).stdout;
    let apart = markdown.split_once("### Changed metadata\n").unwrap();
    assert!(apart.0.contains("### Changed logic") && !apart.0.contains("risk_score"), "{markdown}");
    assert!(apart.1.contains("- risk_score: `47` → `21`"), "{markdown}");
}

#[test]
fn a_file_of_another_name_is_no_change() {
    let text = rule("process where process.pid == 4");
    let folder = Folder::of(&[("old/a.toml", &text), ("new/b.toml", &text)]);
    let outcome = folder.eqlc(&["diff", "--exit-code", "old", "new"]).exits(0);
    assert_eq!(outcome.stdout, "");
}

#[test]
fn a_difference_is_an_exit_code_only_where_that_is_asked_for() {
    let folder = folder();
    folder.eqlc(&["diff", "old", "new"]).exits(0);
    folder.eqlc(&["diff", "--exit-code", "old", "new"]).exits(1);
    folder.eqlc(&["diff", "old", "nowhere"]).exits(2);
}

#[test]
fn a_pack_is_compared_with_a_folder() {
    let folder = folder();
    folder.eqlc(&["compile", "old", "-o", "old.eqlpack"]).exits(0);
    let same = folder.eqlc(&["diff", "--exit-code", "old.eqlpack", "old"]).exits(0);
    assert_eq!(same.stdout, "");
    let files = folder.eqlc(&["diff", "old", "new", "--format", "json"]).stdout;
    let pack = folder.eqlc(&["diff", "old.eqlpack", "new", "--format", "json"]).exits(0).stdout;
    let kinds = |text: &str| -> Vec<String> {
        let change = |line| serde_json::from_str::<serde_json::Value>(line).unwrap();
        text.lines().map(|line| change(line)["change"].to_string()).collect()
    };
    assert_eq!(kinds(&files), kinds(&pack));
}

#[test]
fn a_damaged_pack_is_refused() {
    let folder = folder().with("bad.eqlpack", "EQLPACK\0 and nothing else");
    folder.eqlc(&["diff", "bad.eqlpack", "new"]).exits(1).says("refused `bad.eqlpack`");
}

#[test]
fn what_has_errors_is_compared_as_text() {
    let broken = rule("process where process.pid == \"four\"");
    let folder = Folder::of(&[("old.toml", &broken), ("new.toml", &rule("any where true"))]);
    let outcome = folder.eqlc(&["diff", "old.toml", "new.toml"]).exits(0);
    assert!(outcome.stdout.contains("the old rule has errors"), "{outcome}");
}

#[test]
fn two_rules_of_one_id_cannot_be_compared() {
    let folder = Folder::of(&[
        ("old/a.toml", &rule("any where true")),
        ("old/b.toml", &rule("process where true")),
    ]);
    folder.eqlc(&["diff", "old", "old"]).exits(2).says("is left out");
}
