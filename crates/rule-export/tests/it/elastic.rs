//! What goes to Kibana, Fleet and the Navigator, as files that people looked at.

use std::path::PathBuf;

use diagnostics::SourceText;
use rule_export::{File, FixtureStatus, Options, Rule, backend, export};
use rule_schema::RuleFile;
use serde_json::{Value, json};

/// A rule of another language, one that is no more, and one of the bundled.
const CASES: [&str; 3] = [
    "testdata/export/cases/every_plugin.toml",
    "testdata/export/cases/deprecated_rule.toml",
    "rules/windows/impact_volume_shadow_copy_deletion_via_wmic.toml",
];

struct Read {
    path: &'static str,
    text: String,
    file: RuleFile,
}

fn read(path: &'static str) -> Read {
    let text = std::fs::read_to_string(testkit::workspace_root().join(path)).unwrap();
    let parsed = rule_schema::parse(&SourceText::new(path, &text));
    Read { path, text, file: parsed.tree }
}

fn rule(read: &Read) -> Rule<'_> {
    let id = read.file.rule.value.rule_id.as_ref().map(|id| id.value.as_str());
    Rule { path: read.path, id: id.unwrap(), source: &read.text, file: &read.file, eql: None }
}

fn files(to: &str, options: &Options) -> Vec<File> {
    let read = CASES.map(read);
    let rules: Vec<_> = read.iter().map(rule).collect();
    let export = export(backend(to).unwrap(), &rules, options);
    assert!(export.outcomes.iter().all(|outcome| outcome.written && outcome.losses.is_empty()));
    export.files
}

fn golden(name: &str) -> PathBuf {
    testkit::workspace_root().join("testdata/export").join(name)
}

fn options() -> Options {
    let mut options = Options::default();
    options.kibana.versions.insert("3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036".to_owned(), 7);
    options.kibana.versions.insert("dc9c1f74-dac3-48e3-b47f-eb79db358f57".to_owned(), 318);
    options.navigator.attack_version = Some("18.1".to_owned());
    for (id, status) in [
        ("3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", FixtureStatus::Failing),
        ("dc9c1f74-dac3-48e3-b47f-eb79db358f57", FixtureStatus::Passing),
    ] {
        options.navigator.fixtures.insert(id.to_owned(), status);
    }
    options
}

#[test]
fn rules_as_kibana_imports_them() {
    let mut options = options();
    let list = json!({"list_id": "known-programs", "name": "Known", "type": "detection"});
    let item = json!({"list_id": "known-programs", "item_id": "one", "entries": []});
    options.kibana.lines = [list, item].iter().filter_map(Value::as_object).cloned().collect();
    let [file] = &files("kibana", &options)[..] else { panic!("several files") };
    testkit::assert_golden(&golden("kibana/rules.ndjson"), &file.text);
}

#[test]
fn rules_as_elastic_ships_them_to_kibana() {
    let mut options = Options::default();
    options.kibana.shipped = true;
    options.kibana.without_metadata = true;
    let [file] = &files("kibana", &options)[..] else { panic!("several files") };
    testkit::assert_golden(&golden("kibana/shipped.ndjson"), &file.text);
}

#[test]
fn rules_as_a_package_has_them() {
    for file in files("fleet", &options()) {
        let path = golden("fleet").join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        testkit::assert_golden(&path, &file.text);
    }
}

#[test]
fn a_layer_is_one_of_the_navigator() {
    let [file] = &files("navigator", &options())[..] else { panic!("several files") };
    testkit::assert_golden(&golden("navigator/layer.json"), &file.text);
    let schema = std::fs::read_to_string(golden("navigator/layer.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut layer: Value = serde_json::from_str(&file.text).unwrap();
    let errors: Vec<_> = validator.iter_errors(&layer).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
    layer["techniques"][0]["colour"] = json!("red");
    assert!(!validator.is_valid(&layer), "the schema takes anything");
}

#[test]
fn every_bundled_rule_is_in_a_valid_layer() {
    let cases = testkit::cases(&testkit::workspace_root().join("rules"), "toml");
    let parsed: Vec<_> = cases
        .iter()
        .map(|case| rule_schema::parse(&SourceText::new(&case.name, &case.text)).tree)
        .collect();
    let rules: Vec<_> = cases
        .iter()
        .zip(&parsed)
        .map(|(case, file)| Rule {
            path: &case.name,
            id: case.name.rsplit('/').next().unwrap(),
            source: &case.text,
            file,
            eql: None,
        })
        .collect();
    let export = export(backend("navigator").unwrap(), &rules, &Options::default());
    let layer: Value = serde_json::from_str(&export.files[0].text).unwrap();
    let schema = std::fs::read_to_string(golden("navigator/layer.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    assert!(jsonschema::is_valid(&schema, &layer));
    assert!(layer["techniques"].as_array().unwrap().len() > 40, "{}", layer["description"]);
}
