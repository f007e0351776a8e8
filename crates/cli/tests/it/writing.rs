//! The commands that write rule files: `check --fix`, `fmt`, `lock` and `new`.

use crate::folder::Folder;
use crate::rule_text::{RULE_ID, rule};

#[expect(clippy::disallowed_methods, reason = "a test reads its files")]
fn read(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// A comment in every place, a tag in other letters and twice, and a query with a slip.
fn messy() -> String {
    let tags = "tags = [\"os: Linux\", \"Use Case: Threat Detection\", \"Use Case: Threat Detection\"] # tags\n";
    let text = rule("process where process.name = \"a\"");
    text.replace("type = \"eql\"\n\n", &format!("type = \"eql\"\n{tags}# about the query\n"))
}

#[test]
fn safe_fixes_are_applied_and_comments_stay() {
    let folder = Folder::of(&[("a.toml", &messy())]);
    folder.eqlc(&["check", "a.toml"]).exits(1);
    folder.eqlc(&["check", "--fix", "a.toml"]).exits(0).says("applied 3 fixes").says("no findings");
    let mended = read(&folder, "a.toml");
    let expected = messy()
        .replace("\"os: Linux\"", "\"OS: Linux\"")
        .replace(", \"Use Case: Threat Detection\"]", "]")
        .replace("process.name = ", "process.name == ");
    assert_eq!(mended, expected);
    folder.eqlc(&["check", "--fix", "a.toml"]).exits(0).says("applied 0 fixes");
    assert_eq!(read(&folder, "a.toml"), mended);
}

#[test]
fn a_fix_that_may_change_the_meaning_waits_to_be_asked_for() {
    let folder = Folder::of(&[("a.toml", &rule("process where process.name == 'a'"))]);
    let text = read(&folder, "a.toml");
    let outcome = folder.eqlc(&["check", "--format", "json", "a.toml"]).exits(1);
    let is_unsafe = outcome.json()[0]["fix"]["safety"] == "unsafe";
    folder.eqlc(&["check", "--fix", "a.toml"]);
    assert_eq!(is_unsafe, read(&folder, "a.toml") == text, "{outcome}");
    folder.eqlc(&["check", "--unsafe-fixes", "a.toml"]).exits(2).says("--fix");
    folder.eqlc(&["check", "--fix", "--unsafe-fixes", "a.toml"]).exits(0);
}

/// Of the four kinds of TOML strings two have escapes of their own.
#[test]
fn a_fix_in_a_query_is_written_as_its_string_wants_it() {
    for (query, mended) in [
        (r#""file where file.name == 'b\\u00e9'""#, r#""file where file.name == \"b\\u{00e9}\"""#),
        (
            r#""""file where file.name == "b\\u00e9" """"#,
            r#""""file where file.name == "b\\u{00e9}" """"#,
        ),
        (r#"'file where file.name == "b\u00e9"'"#, r#"'file where file.name == "b\u{00e9}"'"#),
        (
            r#"'''file where file.name == "b\u00e9"'''"#,
            r#"'''file where file.name == "b\u{00e9}"'''"#,
        ),
    ] {
        let text = |query: &str| rule("QUERY").replace("'''\nQUERY\n'''", query);
        let folder = Folder::of(&[("a.toml", &text(query))]);
        folder.eqlc(&["check", "--fix", "--unsafe-fixes", "a.toml"]).exits(0);
        assert_eq!(read(&folder, "a.toml"), text(mended));
    }
}

#[test]
fn a_suppression_without_use_is_removed() {
    let allowed = rule("any where true")
        .replace("severity", "# eqlc: allow rule/bad-date: because x\nseverity");
    let folder = Folder::of(&[("a.toml", &allowed)]);
    folder.eqlc(&["check", "--fix", "a.toml"]).exits(0).says("applied 1 fixes");
    assert_eq!(read(&folder, "a.toml"), rule("any where true"));
}

#[test]
fn fmt_changes_the_layout_once() {
    let folder = Folder::of(&[("a.toml", "[rule]\n  name='a' # why\n"), ("b.toml", "a = 1\n")]);
    folder
        .eqlc(&["fmt", "--check", "."])
        .exits(1)
        .prints("./a.toml\n")
        .says("would change 1 files");
    folder.eqlc(&["fmt", "."]).exits(0).prints("./a.toml\n").says("changed 1 files, left 1");
    assert_eq!(read(&folder, "a.toml"), "[rule]\nname = 'a' # why\n");
    folder.eqlc(&["fmt", "--check", "."]).exits(0).prints("");
    let broken = folder.with("c.toml", "a = ");
    broken.eqlc(&["fmt", "."]).exits(2).says("cannot use `./c.toml`: it is no TOML");
}

#[test]
fn lock_raises_versions_and_says_why() {
    let folder = Folder::of(&[("rules/a.toml", &rule("any where process.name == \"a\""))]);
    folder.eqlc(&["lock", "--check", "rules"]).exits(1).prints_part("new   1");
    folder.eqlc(&["lock", "rules"]).exits(0).says("1 changed, 0 as locked");
    folder.eqlc(&["lock", "--check", "rules"]).exits(0).prints("").says("0 changed, 1 as locked");
    let dates = rule("any where process.name == \"a\"").replace("2026/01/15", "2026/01/16");
    let folder = folder.with("rules/a.toml", dates);
    folder.eqlc(&["lock", "--check", "rules"]).exits(0).says("1 as locked");
    let other = rule("any where process.pid == 1").replace("risk_score = 47", "risk_score = 46");
    let folder = folder.with("rules/a.toml", other);
    let line = format!(
        "bump  1 -> 2  {RULE_ID} Shell of a Web Server (query, required_fields, risk_score)\n"
    );
    folder.eqlc(&["lock", "rules"]).exits(0).prints(&line);
    let lock: serde_json::Value =
        serde_json::from_str(&read(&folder, "version.lock.json")).unwrap();
    assert_eq!((&lock[RULE_ID]["version"], &lock[RULE_ID]["type"]), (&2.into(), &"eql".into()));
}

#[test]
fn lock_leaves_alone_what_it_cannot_hash_or_must_not_lock() {
    let kuery = rule("process.name: a")
        .replace("type = \"eql\"", "type = \"query\"")
        .replace("language = \"eql\"", "language = \"kuery\"");
    let folder = Folder::of(&[
        ("rules/a.toml", &kuery),
        ("rules/b.toml", &rule("any where true").replace("production", "development")),
    ]);
    let outcome = folder.eqlc(&["lock", "--check", "rules"]).exits(0);
    outcome.says("1 not in production; 1 left as they are: the fields of KQL");
    let broken = folder.with("rules/c.toml", rule("any where"));
    broken.eqlc(&["lock", "rules"]).exits(2).says("the rule has errors");
    assert!(!broken.join("version.lock.json").exists());
}

#[test]
fn lock_agrees_with_elastics_hashes() {
    let Some(shared) = testkit::shared("lock_agrees_with_elastics_hashes") else { return };
    let sample = shared.join("data/schemas/version-lock-sample.json").display().to_string();
    let rules = shared.join("data/rules").display().to_string();
    let outcome = Folder::new().eqlc(&["lock", "--check", "--lock", &sample, &rules]).exits(1);
    // Of the twenty, three are not in the folder, one is deprecated, and four are KQL. The other twelve agree.
    outcome.says(", 12 as locked,");
}

#[test]
fn a_new_rule_passes_every_check_and_its_fixtures() {
    let folder = Folder::of(&[("eqlc.toml", "")]);
    for (path, technique) in [
        ("rules/windows/execution_odd_shell.toml", "T1059.003"),
        ("rules/linux/persistence_odd_unit.toml", "T1543.002"),
        ("rules/macos/defense_evasion_odd_name.toml", "T1036"),
    ] {
        let outcome = folder.eqlc(&["new", path, "--technique", technique]).exits(0);
        assert_eq!(outcome.stdout.lines().count(), 3, "{outcome}");
    }
    folder
        .eqlc(&["check", "--deny", "all", "rules"])
        .exits(0)
        .says("checked 3 rules: no findings\n");
    folder.eqlc(&["test", "rules"]).exits(0).says("tested 3 rules on 6 cases: 0 rules failed");
    folder.eqlc(&["fmt", "--check", "rules"]).exits(0);
    let text = read(&folder, "rules/linux/persistence_odd_unit.toml");
    for part in ["name = \"Persistence Odd Unit\"", "TA0003", "T1543/002/", "OS: Linux"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn new_says_what_is_wrong_with_a_technique_and_overwrites_nothing() {
    let folder = Folder::of(&[("rules/a.toml", "")]);
    let new = |path: &str, more: &[&str]| folder.eqlc(&[&["new", path], more].concat()).exits(2);
    new("rules/a.toml", &["--technique", "T1059"]).says("there is a file `rules/a.toml` already");
    new("rules/b.toml", &["--technique", "T9999"]).says("no technique `T9999`");
    new("rules/b.toml", &["--technique", "T1086"]).says("`T1059.001` in the place of `T1086`");
    new("rules/b.toml", &["--technique", "T1059", "--tactic", "impact"])
        .says("no technique of `Impact`");
    assert!(!folder.join("rules/b.toml").exists());
}
