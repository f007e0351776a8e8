//! The tables of a rule file to a rule of the API.

use event_schema::Schema;
use serde_json::{Map, Value, json};

use super::{json, keys, plugins, texts};

/// What becomes of the texts of a rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// They stay as the file has them.
    Written,
    /// They become what Elastic's build ships and hashes: lines are stripped and joined, threats are completed.
    Shipped,
}

/// The rule of a file as the API has it; empty for a file without `[rule]`.
///
/// Not in it are what only the repository has (`threat_mappings`, `[metadata]`) and what is worked out of the query (see
/// [`complete`]).
pub fn of_file(file: &toml::Table, form: Form) -> Map<String, Value> {
    let table = |key: &str| file.get(key).and_then(toml::Value::as_table);
    let mut rule = table("rule").map(json::of_table).unwrap_or_default();
    rule.remove("threat_mappings");
    if form == Form::Shipped {
        texts::ship(&mut rule);
    }
    if let (Some(Value::String(note)), Some(transform)) = (rule.get_mut("note"), table("transform"))
    {
        *note = plugins::rendered(note, &json::of_table(transform), form);
    }
    flatten_new_terms(&mut rule);
    rule.get_mut("actions").into_iter().for_each(throttle);
    for (key, value) in beyond_files(table("metadata")) {
        rule.entry(key).or_insert(value);
    }
    rule
}

/// The keys of the API that rule files do not have, from where an import puts them.
fn beyond_files(metadata: Option<&toml::Table>) -> Map<String, Value> {
    let extended = metadata.and_then(|metadata| metadata.get(keys::EXTENDED)?.get(keys::BEYOND));
    extended.and_then(toml::Value::as_table).map(json::of_table).unwrap_or_default()
}

/// `[rule.new_terms]` as the two keys that the API has.
fn flatten_new_terms(rule: &mut Map<String, Value>) {
    let Some(new_terms) = rule.get("new_terms") else { return };
    let windows = new_terms.get("history_window_start").and_then(Value::as_array);
    let Some([window]) = windows.map(Vec::as_slice) else { return };
    let (Some(start), Some(fields)) = (window.get("value"), new_terms.get("value")) else { return };
    let (start, fields) = (start.clone(), fields.clone());
    rule.remove("new_terms");
    rule.insert("new_terms_fields".to_owned(), fields);
    rule.insert("history_window_start".to_owned(), start);
}

/// An action that says how often it runs always has a `throttle`.
fn throttle(actions: &mut Value) {
    for action in actions.as_array_mut().into_iter().flatten() {
        if let Some(frequency) = action.get_mut("frequency").and_then(Value::as_object_mut) {
            frequency.entry("throttle").or_insert(Value::Null);
        }
    }
}

/// Adds what is worked out of the query.
pub fn complete(rule: &mut Map<String, Value>, schema: &Schema) {
    if let Some(fields) = required_fields(rule, schema) {
        rule.entry("required_fields").or_insert(fields);
    }
}

/// The fields of an EQL query with their types; nothing for a rule of another language, or without fields.
pub(super) fn required_fields(rule: &Map<String, Value>, schema: &Schema) -> Option<Value> {
    let query = rule
        .get("query")?
        .as_str()
        .filter(|_| rule.get("language").is_some_and(|language| language == "eql"))?;
    let of = |name: String| {
        let declared = schema.declared(&name);
        json!({"name": name, "type": declared.unwrap_or("unknown"), "ecs": declared.is_some()})
    };
    let fields: Vec<_> =
        eql_syntax::field_paths(&eql_syntax::parse(query).tree).into_iter().map(of).collect();
    (!fields.is_empty()).then_some(Value::Array(fields))
}

/// Adds what only the repository has as `meta`, which Kibana keeps and does not read: `[metadata]` as Elastic's tools
/// write it there, and with it `[transform]`, `rule.threat_mappings` and `rule.meta` itself.
pub fn with_metadata(rule: &mut Map<String, Value>, file: &toml::Table) {
    let table = |key: &str| file.get(key).and_then(toml::Value::as_table).map(json::of_table);
    let Some(mut meta) = table("metadata") else { return };
    let own = table("rule").unwrap_or_default();
    let note = own.get("note").and_then(Value::as_str);
    if let Some(transform) = table("transform") {
        let shown = note.map(|note| plugins::rendered(note, &transform, Form::Written));
        let again = shown.map(|shown| plugins::parsed(&shown, &transform).0);
        // Only a note that spells a name in another way than the way back does.
        if let Some(note) = note.filter(|note| again.as_deref() != Some(note)) {
            meta.insert("note".to_owned(), json!(note));
        }
        meta.insert("transform".to_owned(), Value::Object(transform));
    }
    for key in ["threat_mappings", "meta"] {
        if let Some(value) = own.get(key) {
            meta.insert(key.to_owned(), value.clone());
        }
    }
    rule.insert("meta".to_owned(), Value::Object(meta));
}
