//! A rule of the API to the tables of a rule file.

use event_schema::Schema;
use serde_json::{Map, Value, json};

use super::json::Lost;
use super::{api, json as values, keys, plugins};

/// The tables of a rule file.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Back {
    /// `[rule]`
    pub rule: toml::Table,
    /// `[transform]`; empty where the note has no plugins.
    pub transform: toml::Table,
    /// `[metadata]`, where the rule carries it, and what else goes there.
    pub metadata: toml::Table,
    /// What is not as in other rules.
    pub odd: Vec<Odd>,
    /// The keys of what Kibana counts and keeps for itself.
    pub left_out: Vec<String>,
}

/// What a rule file cannot have as the API has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Odd {
    /// A key that rule files do not have; it is kept in `metadata.extended.kibana`.
    Beyond(String),
    /// A value that TOML cannot hold.
    Lost(Lost),
}

/// The tables of a rule. `known` is the `[transform]` of the file that the rule is in now, whose entries keep their
/// places.
///
/// What Kibana counts and keeps for itself is left out; so is, in a rule that Kibana wrote, what every rule is that says
/// nothing, and what is worked out of the query.
pub fn back(rule: &Map<String, Value>, known: Option<&toml::Table>, schema: &Schema) -> Back {
    let of_kibana = rule.keys().filter(|key| keys::OF_KIBANA.contains(&key.as_str()));
    let mut back = Back { left_out: of_kibana.cloned().collect(), ..Back::default() };
    let mut rule = own(rule, schema);
    let (metadata, transform) = carried(&mut rule);
    if let Some(Value::String(note)) = rule.get_mut("note") {
        let known = known.map(values::of_table).or(transform).unwrap_or_default();
        let template = metadata.get("note").and_then(Value::as_str);
        let is_template =
            |template: &&str| plugins::rendered(template, &known, api::Form::Written) == *note;
        let (parsed, transform) = match template.filter(is_template) {
            Some(template) => (template.to_owned(), known.clone()),
            None => plugins::parsed(note, &known),
        };
        *note = parsed;
        back.transform = back.table(&transform, "transform");
    }
    unflatten_new_terms(&mut rule);
    rule.get_mut("actions").into_iter().for_each(no_throttle);
    let mut metadata = metadata;
    metadata.remove("note");
    back.metadata = back.table(&metadata, "metadata");
    back.keep_beyond(&mut rule);
    back.rule = back.table(&rule, "");
    back
}

/// The rule without what is Kibana's.
fn own(rule: &Map<String, Value>, schema: &Schema) -> Map<String, Value> {
    let is_of_kibana = keys::is_of_kibana(rule);
    let derived = api::required_fields(rule, schema);
    let is_own = |key: &str, value: &Value| {
        let is_derived = key == "required_fields" && Some(value) == derived.as_ref();
        !(keys::OF_KIBANA.contains(&key)
            || is_of_kibana && keys::is_default(key, value)
            || is_derived)
    };
    let own = rule.iter().filter(|(key, value)| is_own(key, value));
    own.map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// Takes what [`api::with_metadata`] has added: `[metadata]`, with the note as it was written, and `[transform]`.
fn carried(rule: &mut Map<String, Value>) -> (Map<String, Value>, Option<Map<String, Value>>) {
    let Some(mut meta) = carried_meta(rule) else { return (Map::new(), None) };
    rule.remove("meta");
    let transform = match meta.remove("transform") {
        Some(Value::Object(transform)) => Some(transform),
        _ => None,
    };
    for key in ["threat_mappings", "meta"] {
        if let Some(value) = meta.remove(key) {
            rule.insert(key.to_owned(), value);
        }
    }
    (meta, transform)
}

/// The `meta` of a rule, if it is one that an export has made of `[metadata]`.
pub(super) fn carried_meta(rule: &Map<String, Value>) -> Option<Map<String, Value>> {
    let meta = rule.get("meta")?.as_object()?;
    let is_ours = ["creation_date", "updated_date"].iter().all(|key| meta.contains_key(*key));
    is_ours.then(|| meta.clone())
}

/// The two keys of the API as `[rule.new_terms]`.
fn unflatten_new_terms(rule: &mut Map<String, Value>) {
    if !rule.contains_key("new_terms_fields") || !rule.contains_key("history_window_start") {
        return;
    }
    let (fields, start) = (rule.remove("new_terms_fields"), rule.remove("history_window_start"));
    let window = json!({"field": "history_window_start", "value": start});
    let new_terms =
        json!({"field": "new_terms_fields", "value": fields, "history_window_start": [window]});
    rule.insert("new_terms".to_owned(), new_terms);
}

/// Takes away what [`api::of_file`] adds to actions.
fn no_throttle(actions: &mut Value) {
    for action in actions.as_array_mut().into_iter().flatten() {
        if let Some(frequency) = action.get_mut("frequency").and_then(Value::as_object_mut)
            && frequency.get("throttle") == Some(&Value::Null)
        {
            frequency.remove("throttle");
        }
    }
}

impl Back {
    fn table(&mut self, object: &Map<String, Value>, path: &str) -> toml::Table {
        let mut lost = Vec::new();
        let table = values::to_table(object, path, &mut lost);
        self.odd.extend(lost.into_iter().map(Odd::Lost));
        table
    }

    /// Moves the keys that rule files do not have to where they are allowed.
    fn keep_beyond(&mut self, rule: &mut Map<String, Value>) {
        let rule_type = rule.get("type").and_then(Value::as_str).unwrap_or_default();
        let Some(known) = keys::of_files(rule_type) else { return };
        let (own, beyond) =
            std::mem::take(rule).into_iter().partition(|(key, _)| known.contains(&key.as_str()));
        *rule = own;
        let beyond: Map<String, Value> = beyond;
        if beyond.is_empty() {
            return;
        }
        self.odd.extend(beyond.keys().cloned().map(Odd::Beyond));
        let beyond = self.table(&beyond, "");
        let empty = || toml::Value::Table(toml::Table::new());
        let extended = self.metadata.entry(keys::EXTENDED).or_insert_with(empty);
        if let Some(extended) = extended.as_table_mut() {
            extended.insert(keys::BEYOND.to_owned(), toml::Value::Table(beyond));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kibana::{Form, complete, differing, of_file, with_metadata};

    const RULE: &str = r#"
[metadata]
creation_date = "2026/01/15"
updated_date = "2026/01/16"
maturity = "production"
integration = ["endpoint"]

[transform]
[[transform.osquery]]
label = "a"
query = "SELECT 1"
[[transform.osquery]]
label = " b\nc"
query = "SELECT 2"

[rule]
author = ["Example"]
description = """
Two
  lines.
"""
from = "now-6m"
language = "eql"
name = "Shell"
note = "one $osquery_1 $$ ${osquery_0}"
query = '''
process where process.name : "sh" // why
'''
risk_score = 47
rule_id = "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036"
severity = "medium"
tags = []
type = "eql"
[[rule.threat]]
framework = "MITRE ATT&CK"
[rule.threat.tactic]
id = "TA0002"
name = "Execution"
reference = "https://attack.mitre.org/tactics/TA0002"
[[rule.actions]]
id = "x"
frequency = {summary = true}
[[rule.threat_mappings]]
framework = "MITRE ATT&CK"
"#;

    fn tables(back: Back) -> toml::Table {
        let mut file = toml::Table::new();
        let parts =
            [("metadata", back.metadata), ("transform", back.transform), ("rule", back.rule)];
        for (key, table) in parts.into_iter().filter(|(_, table)| !table.is_empty()) {
            file.insert(key.to_owned(), toml::Value::Table(table));
        }
        file
    }

    #[test]
    fn a_file_comes_back_as_it_was() {
        let schema = Schema::ecs();
        let file: toml::Table = RULE.parse().unwrap();
        let mut rule = of_file(&file, Form::Written);
        complete(&mut rule, &schema);
        with_metadata(&mut rule, &file);
        assert_eq!(rule["required_fields"][0]["name"], "process.name");
        assert_eq!(rule["actions"][0]["frequency"]["throttle"], Value::Null);
        let back = back(&rule, None, &schema);
        assert_eq!(back.odd, []);
        assert_eq!(tables(back), file);
    }

    #[test]
    fn what_kibana_adds_is_left_out_and_what_it_alone_knows_is_kept() {
        let schema = Schema::ecs();
        let file: toml::Table = RULE.parse().unwrap();
        let mut rule = of_file(&file, Form::Written);
        for (key, value) in [
            ("id", json!("f00")),
            ("immutable", json!(false)),
            ("version", json!(3)),
            ("interval", json!("5m")),
            ("enabled", json!(true)),
            ("namespace", json!("prod")),
        ] {
            rule.insert(key.to_owned(), value);
        }
        let found = back(&rule, None, &schema);
        assert_eq!(found.odd, [Odd::Beyond("namespace".to_owned())]);
        assert!(!found.rule.contains_key("interval") && !found.rule.contains_key("version"));
        assert_eq!(found.metadata["extended"]["kibana"]["namespace"].as_str(), Some("prod"));
        let again = of_file(&tables(found), Form::Written);
        assert_eq!(differing(&again, &rule, Form::Written), Vec::<String>::new());
        rule.insert("enabled".to_owned(), json!(false));
        assert_eq!(differing(&again, &rule, Form::Written), ["enabled"]);
    }

    #[test]
    fn what_is_shipped_is_the_same_as_what_is_written() {
        let file: toml::Table = RULE.parse().unwrap();
        let (written, shipped) = (of_file(&file, Form::Written), of_file(&file, Form::Shipped));
        assert_eq!(shipped["description"], "Two lines.");
        assert_eq!(shipped["threat"][0]["technique"], json!([]));
        assert_eq!(shipped["query"], written["query"]);
        let differing = |form| differing(&written, &shipped, form);
        assert_eq!(differing(Form::Written), ["description", "note", "threat"]);
        assert_eq!(differing(Form::Shipped), Vec::<String>::new());
    }
}
