//! `eqlc explain`: pages, the list, the policy file, the schema of rule files.

use serde_json::Value;

use crate::folder::Folder;
use crate::rule_text::rule;
use crate::run::Run;

#[track_caller]
fn explain(arguments: &[&str]) -> String {
    Run::new([&["explain"], arguments].concat()).run().exits(0).stdout
}

#[test]
fn a_page_says_what_why_and_how() {
    let page = explain(&["rule/zero-interval"]);
    for part in [
        "rule/zero-interval: error\n",
        "Source: own.",
        "Needs: file.",
        "Bad:\n",
        "Good:\n",
        "Fix: ",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    Run::new(["explain", "rule/zero-intervall"])
        .run()
        .exits(2)
        .says("did you mean `rule/zero-interval`?");
}

#[test]
fn the_list_has_every_id_of_the_reader_the_queries_the_checks_and_the_policy() {
    let text = explain(&["--list", "--format", "json"]);
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines.len() > 180);
    assert!(lines.is_sorted_by_key(|line| line["id"].as_str().unwrap()));
    let find = |id: &str| lines.iter().find(|line| line["id"] == id).unwrap();
    let score = find("rule/risk-score-outside-severity");
    assert_eq!((&score["source"][0], &score["needs"]), (&"48".into(), &"file".into()));
    assert_eq!(score["rule_types"].as_array().unwrap().len(), 7);
    assert_eq!(find("rule/bad-date")["source"][0], "L3");
    assert_eq!(find("eql/assignment")["rule_types"][0], "eql");
    assert_eq!(find("rule/duplicate-id")["needs"], "pack");
    assert_eq!(find("rule/bad-file-name")["needs"], "repository");
    assert_eq!(find("policy/unknown-check")["severity"], "warning");
    assert_eq!(explain(&["--list"]).lines().count(), lines.len());
}

#[test]
fn the_policy_file_is_the_same_as_none() {
    let folder = Folder::of(&[("rules/cross/a.toml", &rule("any where true"))]);
    let folder = folder.with("eqlc.toml", explain(&["config"]));
    folder.eqlc(&["check", "rules"]).exits(0).says("checked 1 rule: no findings\n");
}

#[test]
fn the_schema_takes_the_good_rules_and_no_broken_one() {
    let schema: Value = serde_json::from_str(&explain(&["schema"])).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let good = testkit::cases(&testkit::workspace_root().join("testdata/rule-lint/good"), "toml");
    assert!(good.len() >= 7);
    for case in good {
        let rule: Value = toml::from_str(&case.text).unwrap();
        let errors: Vec<_> = schema.iter_errors(&rule).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0], "{}", case.name);
        for (table, key) in [("rule", "name"), ("rule", "type"), ("metadata", "creation_date")] {
            let mut broken = rule.clone();
            broken[table].as_object_mut().unwrap().remove(key);
            assert!(!schema.is_valid(&broken), "{} without {key}", case.name);
        }
        for (key, value) in [
            ("severity", Value::from("odd")),
            ("risk_score", Value::from(101)),
            ("rule_id", Value::from("x")),
            ("colour", Value::from("red")),
            ("version", Value::from(3)),
        ] {
            let mut broken = rule.clone();
            broken["rule"][key] = value;
            assert!(!schema.is_valid(&broken), "{} with {key}", case.name);
        }
    }
}

#[test]
fn the_schema_takes_elastics_rules() {
    let Some(shared) = testkit::shared("the_schema_takes_elastics_rules") else { return };
    let schema: Value = serde_json::from_str(&explain(&["schema"])).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for case in testkit::cases(&shared.join("data/rules"), "toml") {
        let rule: Value = toml::from_str(&case.text).unwrap();
        let errors: Vec<_> = schema.iter_errors(&rule).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0], "{}", case.name);
    }
}

#[test]
fn a_rule_and_events_say_why() {
    let query = rule("process where process.name == \"sh\"");
    let events = "{\"event.category\":\"process\",\"process.name\":\"bash\"}\n{broken\n";
    let folder = Folder::of(&[("a.toml", &query), ("e.ndjson", events)]);
    let why = |extra: &[&str]| folder.eqlc(&[&["explain", "a.toml", "e.ndjson"], extra].concat());
    let run = why(&[]).exits(2).says("record 2");
    assert!(run.stdout.contains("would match if one clause changed"), "{}", run.stdout);
    let run = why(&["--format", "json", "--ignore-bad-events"]).exits(0);
    let json: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(json["record"]["changes"][0]["seen"][0]["values"][0], "bash");
    why(&["--record", "9"]).exits(2).says("there is no event with record 9");
    folder.eqlc(&["explain", "a.toml"]).exits(2).says("name a file of events");
}

#[test]
fn a_rule_that_does_not_compile_is_not_explained() {
    let query = rule("process where process.name =");
    let folder = Folder::of(&[("a.toml", &query), ("e.ndjson", "{}\n")]);
    folder.eqlc(&["explain", "a.toml", "e.ndjson"]).exits(1).says("eql/");
}
