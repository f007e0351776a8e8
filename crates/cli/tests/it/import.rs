//! `eqlc import` and what goes to Kibana, Fleet and the Navigator, as scripts see it.

use serde_json::Value;

use crate::folder::Folder;
use crate::run::Run;

const RULE: &str = "rules/windows/impact_volume_shadow_copy_deletion_via_wmic.toml";
const FIXTURES: &str = "testdata/rules/windows/impact_volume_shadow_copy_deletion_via_wmic";
const ID: &str = "dc9c1f74-dac3-48e3-b47f-eb79db358f57";

/// One line of Kibana's.
fn line(name: &str) -> String {
    format!(
        "{{\"author\": [\"Example\"], \"description\": \"A shell.\", \"index\": [\"logs-*\"], \"language\": \"eql\", \"name\": \"{name}\", \
         \"query\": \"process where true\", \"risk_score\": 47, \"rule_id\": \"{ID}\", \"severity\": \"medium\", \"timestamp_override\": \"event.ingested\", \"type\": \"eql\"}}\n\
         {{\"exported_rules_count\": 1}}\n"
    )
}

#[expect(clippy::disallowed_methods, reason = "a test reads its case")]
fn read(path: &str) -> String {
    std::fs::read_to_string(testkit::workspace_root().join(path)).unwrap()
}

fn at_root(arguments: &[&str]) -> Run {
    Run::new(arguments).folder(&testkit::workspace_root())
}

#[test]
fn a_rule_becomes_a_file_and_is_brought_up_to_date_there() {
    let folder = Folder::of(&[("one.ndjson", &line("Shell")), ("two.ndjson", &line("Odd Shell"))]);
    let first = folder.eqlc(&["import", "one.ndjson", "--out", "rules"]).exits(0);
    assert_eq!(first.stdout, "new     rules/shell.toml\n");
    assert!(first.stderr.contains("read 1 rule, "), "{}", first.stderr);
    folder.eqlc(&["check", "rules"]).exits(0);
    assert_eq!(folder.eqlc(&["import", "one.ndjson", "--out", "rules"]).exits(0).stdout, "");
    let checked = folder.eqlc(&["import", "--check", "two.ndjson", "--out", "rules"]).exits(1);
    assert_eq!(checked.stdout, "changed rules/shell.toml (name)\n");
    folder.eqlc(&["import", "--check", "one.ndjson", "--out", "rules"]).exits(0);
    folder.eqlc(&["import", "two.ndjson", "--out", "rules"]).exits(0);
    folder.eqlc(&["import", "--check", "one.ndjson", "--out", "rules"]).exits(1);
}

#[test]
fn stdin_is_a_file_too() {
    let folder = Folder::new();
    let run = folder.command(&["import", "-"]).stdin(line("Shell")).run().exits(0);
    assert_eq!(run.stdout, "new     ./shell.toml\n");
}

#[test]
fn a_line_that_is_none_is_told_and_the_others_are_imported() {
    let text = format!("{{\"rule_id\": \n{}", line("Shell"));
    let folder = Folder::of(&[("rules.ndjson", &text)]);
    let run = folder.eqlc(&["import", "rules.ndjson"]).exits(1);
    assert_eq!(run.stdout, "new     ./shell.toml\n");
    assert!(run.stderr.contains("import/bad-line"), "{}", run.stderr);
    assert!(run.stderr.contains("rules.ndjson:1:1"), "{}", run.stderr);
    assert!(run.stderr.contains("not imported: 1 line"), "{}", run.stderr);
}

#[test]
fn a_file_or_a_folder_that_cannot_be_used_is_told() {
    let folder = Folder::of(&[("rules.ndjson", &line("Shell")), ("rules/broken.toml", "[rule")]);
    let twin = format!("[rule]\nrule_id = \"{ID}\"\n");
    let folder = folder.with("twins/a.toml", &twin).with("twins/b.toml", &twin);
    let run = folder.eqlc(&["import", "rules.ndjson", "--out", "twins"]).exits(2);
    assert!(run.stderr.contains("its rule is in `twins/a.toml` too"), "{}", run.stderr);
    folder.eqlc(&["import", "absent.ndjson"]).exits(2);
    let run = folder.eqlc(&["import", "rules.ndjson", "--out", "rules"]).exits(2);
    assert!(run.stderr.contains("rules/broken.toml"), "{}", run.stderr);
    assert!(run.stderr.contains("nothing was written"), "{}", run.stderr);
    assert!(!folder.join("rules/shell.toml").exists());
}

#[test]
fn lists_and_connectors_beside_rules_go_to_kibana() {
    let text = read("testdata/import/written_by_kibana.ndjson");
    let folder = Folder::of(&[("rules.ndjson", &text)]);
    folder.eqlc(&["import", "rules.ndjson", "--out", "rules"]).exits(0);
    let run = folder.eqlc(&["export", "--to", "kibana", "rules"]);
    let lines: Vec<Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let details = lines.last().unwrap();
    assert_eq!(details["exported_exception_list_item_count"], 1, "{}", run.stderr);
    assert_eq!(details["exported_action_connector_count"], 1);
}

#[test]
fn a_package_has_the_versions_of_the_lock() {
    let folder = Folder::new();
    let lock = folder.join("version.lock.json");
    let (out, lock) = (folder.join("fleet"), lock.to_str().unwrap());
    let package = ["export", "--to", "fleet", "--lock", lock, "--out", out.to_str().unwrap(), RULE];
    at_root(&package).run().exits(2);
    let entry = format!(
        "{{\"{ID}\": {{\"rule_name\": \"x\", \"sha256\": \"0\", \"type\": \"eql\", \"version\": 41}}}}"
    );
    let folder = folder.with("version.lock.json", entry);
    let run = at_root(&package).run().exits(0);
    assert!(run.stderr.contains("1 rule is not as the lock has it"), "{}", run.stderr);
    assert!(folder.join(&format!("fleet/kibana/security_rule/{ID}_42.json")).is_file());
    at_root(&["lock", "--lock", lock, RULE]).run().exits(0);
    let run = at_root(&package).run().exits(0);
    assert!(!run.stderr.contains("the lock"), "{}", run.stderr);
}

#[test]
fn a_layer_says_what_the_fixtures_say() {
    let layer = |arguments: &[&str]| -> Value {
        let all = [&["export", "--to", "navigator", RULE], arguments].concat();
        serde_json::from_str(&at_root(&all).run().exits(0).stdout).unwrap()
    };
    let label = |layer: &Value| layer["legendItems"][0]["label"].as_str().unwrap().to_owned();
    let with = layer(&[]);
    assert_eq!(label(&with), "fixtures pass, high");
    assert_eq!(with["versions"]["layer"], "4.5");
    let empty = Folder::new();
    let empty = empty.path().to_str().unwrap().to_owned();
    assert_eq!(label(&layer(&["--fixtures", &empty])), "no fixtures, high");
    // A match that is said to be none.
    let event = read(&format!("{FIXTURES}/positive/upper_case_arguments.ndjson"));
    let wrong = Folder::of(&[(&format!("{ID}/negative/no_match.ndjson"), &event)]);
    let wrong = wrong.path().to_str().unwrap().to_owned();
    assert_eq!(label(&layer(&["--fixtures", &wrong])), "fixtures fail, high");
}
