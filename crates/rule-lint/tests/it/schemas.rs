//! Elastic's own rules with all schemas at hand: what no schema has is known.

use std::collections::{BTreeMap, BTreeSet};

use diagnostics::SourceText;
use event_schema::{Catalogue, Schema};
use rule_lint::{Context, ReadRule, check};
use serde_json::Value;

/// The fields of all schemas together.
struct Union(BTreeMap<String, String>);

impl Catalogue for Union {
    fn declared(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        Box::new(self.0.keys().map(String::as_str))
    }
}

impl Union {
    /// Every `"field": "type"` of a file, however deep.
    fn add(&mut self, value: &Value) {
        for (name, inner) in value.as_object().into_iter().flatten() {
            match inner.as_str() {
                Some(declared) => drop(self.0.insert(name.clone(), declared.to_owned())),
                None => self.add(inner),
            }
        }
    }
}

#[test]
fn fields_of_elastics_rules_that_no_schema_has_are_known() {
    let Some(folder) = testkit::shared("fields_of_elastics_rules_that_no_schema_has_are_known")
    else {
        return;
    };
    let mut union = Union(BTreeMap::new());
    for part in ["ecs", "beats", "endgame", "endpoint", "integrations"] {
        for case in testkit::cases(&folder.join("data/schemas").join(part), "json") {
            union.add(&serde_json::from_str(&case.text).unwrap());
        }
    }
    let others = testkit::cases(&folder.join("data/schemas"), "json");
    let other = others.iter().find(|case| case.name == "non-ecs-schema").unwrap();
    union.add(&serde_json::from_str(&other.text).unwrap());
    let schema = Schema::new(vec![Box::new(union)]);
    let context = Context { schema: Some(&schema), ..Context::default() };
    let mut found = BTreeSet::new();
    for case in testkit::cases(&folder.join("data/rules"), "toml") {
        let source = SourceText::new(&case.name, &case.text);
        let rule = ReadRule::new(&source, &schema);
        let findings = check(&rule.view(), &context).into_iter();
        let unknown = findings.filter(|finding| finding.message.starts_with("no schema"));
        let line = |finding: diagnostics::Diagnostic| {
            format!("{} {}", finding.id, finding.message.split('`').nth(1).unwrap_or_default())
        };
        found.extend(unknown.map(line));
    }
    let found: Vec<_> = found.into_iter().collect();
    assert_eq!(found, KNOWN);
}

/// The schemas of the integrations are older than the rules.
const KNOWN: [&str; 5] = [
    "rule/unknown-field aws.cloudtrail.session_credential_from_console",
    "rule/unknown-field github.operation_type",
    "rule/unknown-field github.visibility",
    "rule/unknown-new-terms-field azure.aadgraphactivitylogs.properties.app_id",
    "rule/unknown-new-terms-field github.org_id",
];

#[test]
fn no_live_rule_of_elastic_asks_an_endpoint_event_for_a_field_of_others() {
    let Some(folder) =
        testkit::shared("no_live_rule_of_elastic_asks_an_endpoint_event_for_a_field_of_others")
    else {
        return;
    };
    let cases = testkit::cases(&folder.join("data/schemas/endpoint"), "json");
    let package = cases.iter().find(|case| case.name.starts_with("endpoint-package")).unwrap();
    let package: Value = serde_json::from_str(&package.text).unwrap();
    let mut datasets = BTreeMap::new();
    for stream in package["data_streams"].as_object().unwrap().values() {
        let mut fields = Union(BTreeMap::new());
        fields.add(&stream["fields"]);
        let name = stream["dataset"].as_str().unwrap_or_default().to_owned();
        datasets.insert(name, Schema::new(vec![Box::new(fields)]));
    }
    assert!(datasets.contains_key("endpoint.events.file"));
    let context = Context { datasets: Some(&datasets), ..Context::default() };
    let mut found = Vec::new();
    for case in testkit::cases(&folder.join("data/rules"), "toml") {
        let rule = ReadRule::new(&SourceText::new(&case.name, &case.text), &Schema::ecs());
        let findings = check(&rule.view(), &context).into_iter();
        let wanted = findings.filter(|finding| finding.id == "rule/field-of-other-dataset");
        found.extend(
            wanted.map(|finding| format!("{} {}", finding.severity.name(), finding.message)),
        );
    }
    found.sort();
    assert_eq!(found, [""; 0]);
}
