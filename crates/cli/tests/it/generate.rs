//! `eqlc generate`: files that `eqlc test` passes, and what it does with those that are there.

use crate::folder::Folder;
use crate::rule_text::{RULE_ID, named_rule, rule};

const QUERY: &str = r#"process where process.name : ("a*", "b") and not user.id == "0""#;

fn text(folder: &Folder, name: &str) -> String {
    let path = folder.join(name);
    String::from_utf8(bytes(&path)).unwrap()
}

#[expect(clippy::disallowed_methods, reason = "a test reads what was written")]
fn bytes(path: &std::path::Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

#[test]
fn what_it_makes_passes_the_test() {
    let folder = Folder::of(&[("shell.toml", &rule(QUERY))]);
    let outcome = folder.eqlc(&["generate", "shell.toml", "--out", "made"]).exits(0);
    assert!(outcome.stdout.contains("3 of 3 clauses"), "{outcome}");
    outcome.says("matches: 1 of 1 rules (100.0 %)").says("near misses: 3 of 3 clauses (100.0 %)");
    assert_eq!(text(&folder, "made/unsolved.ndjson"), "");
    folder.eqlc(&["test", "shell.toml", "--fixtures", "made"]).exits(0);
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let other = named_rule("5c1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "Other", QUERY);
    let folder = Folder::of(&[("shell.toml", &rule(QUERY)), ("other.toml", &other)]);
    for (out, threads) in [("one", "1"), ("many", "4")] {
        let arguments = ["generate", ".", "--out", out, "--seed", "7", "--format", "json"];
        folder.command(&arguments).env("RAYON_NUM_THREADS", threads).run().exits(0);
    }
    let list = format!("{RULE_ID}/generated.json");
    assert_eq!(text(&folder, &format!("one/{list}")), text(&folder, &format!("many/{list}")));
}

#[test]
fn a_second_run_replaces_what_the_first_made_and_nothing_else() {
    let folder = Folder::of(&[("shell.toml", &rule(QUERY))]);
    let generate = ["generate", "shell.toml", "--out", "made"];
    folder.eqlc(&generate).exits(0);
    let own = format!("made/{RULE_ID}/positive/own.ndjson");
    let gone = format!("made/{RULE_ID}/negative/user_id_0_excluded.ndjson");
    assert!(folder.join(&gone).exists());
    let folder =
        folder.with(&own, "{}\n").with("shell.toml", rule("process where process.pid == 4"));
    folder.eqlc(&generate).exits(0);
    assert!(folder.join(&own).exists() && !folder.join(&gone).exists());
}

#[test]
fn a_file_that_somebody_changed_is_not_touched() {
    let made = format!("made/{RULE_ID}/positive/match.ndjson");
    let folder = Folder::of(&[("shell.toml", &rule(QUERY)), (&made, "{}\n")]);
    let generate = ["generate", "shell.toml", "--out", "made"];
    let outcome = folder.eqlc(&generate).exits(2);
    outcome.says(&made).says("choose another `--out`");
    assert_eq!(text(&folder, &made), "{}\n");
    assert!(!folder.join("made/unsolved.ndjson").exists());
}

#[test]
fn a_rule_without_a_match_is_a_finding_and_stays_in_the_count() {
    let folder = Folder::of(&[(
        "shell.toml",
        &rule("process where process.pid > 4 and process.pid == null"),
    )]);
    let outcome = folder.eqlc(&["generate", "shell.toml", "--out", "made"]).exits(1);
    assert!(outcome.stdout.starts_with("FAIL"), "{outcome}");
    outcome.says("matches: 0 of 1 rules (0.0 %)").says("near misses: 0 of 3 clauses");
    let unsolved = text(&folder, "made/unsolved.ndjson");
    let first: serde_json::Value = serde_json::from_str(unsolved.lines().next().unwrap()).unwrap();
    assert_eq!((&first["rule_id"], &first["wanted"]), (&RULE_ID.into(), &"match".into()));
}

#[test]
fn a_rule_id_that_names_another_folder_is_refused() {
    let folder = Folder::of(&[("shell.toml", &named_rule("../up", "Up", QUERY))]);
    let outcome = folder.eqlc(&["generate", "shell.toml", "--out", "made"]);
    assert!(outcome.code == Some(1) || outcome.code == Some(2), "{outcome}");
    assert!(!folder.join("up").exists());
}

#[test]
fn paths_that_cannot_be_used_are_errors() {
    let folder = Folder::of(&[("shell.toml", &rule(QUERY)), ("file", "")]);
    folder.eqlc(&["generate", "nothing.toml", "--out", "made"]).exits(2);
    folder.eqlc(&["generate", "shell.toml", "--out", "file"]).exits(2);
    folder.eqlc(&["generate", "shell.toml"]).exits(2);
}
