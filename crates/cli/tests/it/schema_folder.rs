//! `--schema`, `--stack` and `schema import`: which fields the data of a rule has.

use crate::folder::Folder;

/// Elastic's folder, as small as it can be.
const ETC: [(&str, &str); 6] = [
    (
        "etc/stack-schema-map.yaml",
        "# \"8.1.0\":\n#   ecs: \"8.1.0\"\n\"8.19.0\":\n  beats: \"8.18.3\"\n  ecs: \"8.17.0\"\n\"9.3.0\":\n  beats: \"9.3.3\"\n  ecs: \"9.3.0\"\n",
    ),
    (
        "etc/ecs_schemas/8.17.0/ecs_flat.json",
        r#"{"process.name": {"type": "keyword", "multi_fields": [{"name": "text", "type": "match_only_text"}]},
            "event.category": {"type": "keyword"}, "event.kind": {"type": "keyword"}}"#,
    ),
    (
        "etc/ecs_schemas/9.3.0/ecs_flat.json",
        r#"{"process.name": {"type": "keyword"}, "process.fresh": {"type": "long"},
            "event.category": {"type": "keyword"}, "event.kind": {"type": "keyword"}}"#,
    ),
    ("etc/ecs_schemas/1.0.0/ecs_flat.json", "{}"),
    (
        "etc/beats_schemas/v9.3.3.json",
        r#"{"winlogbeat": {"folders": {
            "_meta": {"files": {"fields.common.yml": [{"key": "x", "fields": [
                {"name": "winlog", "type": "group", "fields": [{"name": "channel"}, {"name": "id", "type": "long"}]}]}]}},
            "module": {"folders": {"security": {"folders": {"logon": {"folders": {"_meta": {"files": {"fields.yml": [
                {"name": "kind", "type": "alias", "path": "winlog.channel"}]}}}}}}}}}}}"#,
    ),
    (
        "etc/integration-schemas.json",
        r#"{"acme": {"1.9.0": {"log": {"acme.old": "keyword"}},
                     "1.10.0": {"log": {"acme.colour": "keyword", "acme.size": "long"}, "jobs": ["x"]}}}"#,
    ),
];

const RULE: &str = r#"[metadata]
creation_date = "2026/01/15"
updated_date = "2026/02/20"
maturity = "production"
integration = ["acme"]

[rule]
author = ["Example"]
description = "A test."
from = "now-9m"
index = ["INDEX"]
language = "eql"
name = "A Rule of a Test"
risk_score = 47
rule_id = "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036"
severity = "medium"
query = 'any where CONDITION'
tags = ["Tactic: Execution"]
timestamp_override = "event.ingested"
type = "eql"
"#;

/// A folder with lists that `schema import` made, and a rule.
fn folder(index: &str, condition: &str) -> Folder {
    let rule = RULE.replace("INDEX", index).replace("CONDITION", condition);
    let folder = Folder::of(&ETC).with("rule.toml", rule);
    folder.eqlc(&["schema", "import", "etc", "-o", "lists"]).exits(0);
    folder
}

/// What `check` says about a condition, one line a finding.
fn checked(index: &str, condition: &str, more: &[&str]) -> String {
    let arguments =
        [&["check", "--format", "concise", "--schema", "lists", "rule.toml"], more].concat();
    folder(index, condition).eqlc(&arguments).stdout
}

#[test]
fn the_import_takes_the_newest_packages_and_the_lists_of_the_stacks() {
    let folder = Folder::of(&ETC);
    let outcome = folder.eqlc(&["schema", "import", "etc", "-o", "lists"]).exits(0);
    assert_eq!(
        outcome.stdout.lines().collect::<Vec<_>>(),
        [
            "stack-schema-map.json",
            "beats/winlogbeat-9.3.3.json",
            "ecs/ecs-8.17.0-types.json",
            "ecs/ecs-9.3.0-types.json",
            "integrations/acme.json",
        ]
    );
    // A second import would write over the first.
    folder.eqlc(&["schema", "import", "etc", "-o", "lists"]).exits(2);
}

#[test]
fn a_field_that_the_data_does_not_have_is_found_and_others_are_not() {
    let indices = "logs-acme.log-*";
    assert_eq!(checked(indices, "acme.colour == \"red\" and process.name == \"x\"", &[]), "");
    let found = checked(indices, "acme.color == \"red\"", &[]);
    assert!(
        found.contains("error[rule/unknown-field]: no schema has the field `acme.color`"),
        "{found}"
    );
    let found = checked(indices, "acme.old == \"red\"", &[]);
    assert!(found.contains("no schema has the field `acme.old`"), "{found}");
    let found =
        checked("winlogbeat-*", "security.kind == \"x\" or winlog.id == 4", &["--stack", "9.3"]);
    assert!(!found.contains("unknown-field"), "{found}");
}

#[test]
fn a_type_of_a_list_holds_in_the_query() {
    let found = checked("logs-acme.log-*", "acme.size == \"red\"", &[]);
    assert!(found.contains("eql/literal-type"), "{found}");
}

#[test]
fn each_stack_has_its_own_fields() {
    let found = checked("logs-acme.log-*", "process.fresh == 4", &[]);
    assert!(found.contains("no schema of stack 8.19 has the field `process.fresh`"), "{found}");
    assert_eq!(checked("logs-acme.log-*", "process.fresh == 4", &["--stack", "9.3"]), "");
}

#[test]
fn what_is_no_folder_of_lists_ends_with_2() {
    let folder =
        folder("logs-acme.log-*", "true").with_folder("empty").with("bad/integrations/x.json", "{");
    for schema in ["absent", "empty", "bad", "rule.toml"] {
        let outcome = folder.eqlc(&["check", "--schema", schema, "rule.toml"]).exits(2);
        assert!(outcome.stderr.contains("cannot use"), "{outcome}");
    }
    folder.eqlc(&["check", "--stack", "x", "rule.toml"]).exits(2);
    folder.eqlc(&["schema", "import", "empty", "-o", "lists2"]).exits(2);
}

#[test]
fn a_comparison_goes_by_the_types_of_the_folder() {
    // In an index of acme `acme.size` is a number, so that both say the same; nobody else knows what it is.
    let folder = folder("logs-acme.log-*", "acme.size == 7");
    let changed =
        RULE.replace("INDEX", "logs-acme.log-*").replace("CONDITION", "acme.size == \"7\"");
    let folder = folder.with("new.toml", changed);
    let change = |more: &[&str]| folder.change("rule.toml", "new.toml", more);
    assert_eq!(change(&[]), "logic");
    assert_eq!(change(&["--schema", "lists"]), "query");
}

#[test]
fn a_pack_has_the_types_of_the_folder() {
    let folder = folder("logs-acme.log-*", "acme.colour != \"red\" and acme.size > 3");
    let schema = ["--schema", "lists"];
    let compile = ["compile", "rule.toml", "-o", "rules.eqlpack"];
    folder.eqlc(&[&compile[..], &schema].concat()).exits(0);
    assert!(folder.eqlc(&["dump", "rules.eqlpack"]).exits(0).stdout.contains("stack 9.3"));
    let same = ["diff", "--exit-code", "rules.eqlpack", "rule.toml"];
    assert_eq!(folder.eqlc(&[&same[..], &schema].concat()).exits(0).stdout, "");
    let event = r#"{"@timestamp": 1, "event": {"category": "x"}, "acme": {"size": "9"}}"#;
    let folder = folder.with("event.json", event);
    let scan = ["scan", "--pack", "rules.eqlpack", "event.json"];
    assert_eq!(folder.eqlc(&scan).exits(0).stdout.lines().count(), 1);
}

#[test]
fn an_export_asks_fields_of_the_types_of_the_folder() {
    let folder = folder("logs-acme.log-*", "acme.size == 7");
    let export = ["export", "--to", "duckdb", "--out", "made", "rule.toml", "--schema", "lists"];
    folder.eqlc(&export).exits(0);
    let table = crate::export::text(&folder, "made/schema.sql");
    assert!(table.contains("\"acme.size:long\" BIGINT[]"), "{table}");
}
