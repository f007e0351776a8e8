//! A rule as it is shipped and hashed: the keys of `[rule]`, with what a build makes of them.

use std::fmt;

use event_schema::Schema;
use rule_schema::RuleKind;
use serde_json::{Map, Value, json};

use super::python;
use crate::read::ReadFile;

/// Texts whose whitespace stays.
const KEPT: &[&str] = &["query", "note", "setup", "message"];
/// Keys that are not shipped or not hashed.
const LEFT_OUT: &[&str] = &["version", "threat_mappings", "related_integrations"];

/// Why a rule has no hash here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum NoHash {
    /// The fields of a KQL or Lucene query are not known.
    Language,
    /// The file is no TOML that can be read twice.
    Toml,
}

impl fmt::Display for NoHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Language => "the fields of KQL and Lucene queries are not read",
            Self::Toml => "the file cannot be read",
        })
    }
}

/// The shipped form of a rule whose file has no errors.
pub(super) fn of(file: &ReadFile, schema: &Schema) -> Result<Map<String, Value>, NoHash> {
    let required = required_fields(file, schema)?;
    let table: toml::Table = file.source.text().parse().map_err(|_| NoHash::Toml)?;
    let json = serde_json::to_value(&table).map_err(|_| NoHash::Toml)?;
    let Some(rule) = json.get("rule").and_then(Value::as_object) else { return Err(NoHash::Toml) };
    let mut rule = rule.clone();
    rule.retain(|key, _| !LEFT_OUT.contains(&key.as_str()));
    rule.iter_mut().for_each(|(key, value)| normalise(key, value));
    if let (Some(Value::String(note)), Some(transform)) =
        (rule.get_mut("note"), json.get("transform"))
    {
        *note = rendered(note, transform);
    }
    rule.get_mut("threat").into_iter().for_each(threats);
    if let Some(required) = required {
        rule.insert("required_fields".to_owned(), required);
    }
    Ok(rule)
}

/// The fields of the query with their types; nothing for a rule that has none of its own.
fn required_fields(file: &ReadFile, schema: &Schema) -> Result<Option<Value>, NoHash> {
    match &file.file.rule.value.kind {
        // Elastic's build does not read the fields of ES|QL either.
        RuleKind::MachineLearning(_) | RuleKind::Esql(_) => Ok(None),
        RuleKind::Eql(_) => {
            let names = file.eql.iter().flat_map(|eql| eql_syntax::field_paths(&eql.ast));
            Ok(Some(names.map(|name| required_field(&name, schema)).collect()))
        }
        RuleKind::Query(_)
        | RuleKind::Threshold(_)
        | RuleKind::NewTerms(_)
        | RuleKind::ThreatMatch(_)
        | RuleKind::SavedQuery(_)
        | RuleKind::Unknown => Err(NoHash::Language),
    }
}

fn required_field(name: &str, schema: &Schema) -> Value {
    let declared = schema.declared(name);
    json!({"name": name, "type": declared.unwrap_or("unknown"), "ecs": declared.is_some()})
}

/// Strips the lines of a text and joins them, here and in all below.
fn normalise(key: &str, value: &mut Value) {
    match value {
        Value::String(text) if !KEPT.contains(&key) => {
            let lines: Vec<_> = text.trim().lines().map(str::trim).collect();
            *text = lines.join(" ");
        }
        Value::Array(list) => list.iter_mut().for_each(|element| normalise(key, element)),
        Value::Object(object) => object.iter_mut().for_each(|(key, value)| normalise(key, value)),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Adds what each threat has when shipped: a list of techniques, and addresses that end with `/` (statement L18).
fn threats(threats: &mut Value) {
    for threat in threats.as_array_mut().into_iter().flatten() {
        if let Some(threat) = threat.as_object_mut() {
            threat.entry("technique").or_insert_with(|| json!([]));
        }
        addresses(threat);
    }
}

fn addresses(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(addresses),
        Value::Object(object) => {
            if let Some(Value::String(address)) = object.get_mut("reference")
                && address.contains("://")
                && !address.ends_with('/')
            {
                address.push('/');
            }
            object.values_mut().for_each(addresses);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The note with each `$investigate_0`, `${osquery_1}` and so on replaced by the text of Kibana's plugin.
fn rendered(note: &str, transform: &Value) -> String {
    let mut text = String::with_capacity(note.len());
    let mut rest = note;
    while let Some(place) = rest.find('$') {
        text.push_str(&rest[..place]);
        rest = &rest[place + 1..];
        let (name, after) = placeholder(rest);
        if let Some(plugin) = name.and_then(|name| plugin(name, transform)) {
            text.push_str(&plugin);
            rest = after;
        } else {
            // Python's templates make one `$` of two.
            text.push('$');
            rest = rest.strip_prefix('$').unwrap_or(rest);
        }
    }
    text + rest
}

/// `{osquery_0} …` and `osquery_0 …`: the name, and what is behind it.
fn placeholder(text: &str) -> (Option<&str>, &str) {
    if let Some((name, after)) = text.strip_prefix('{').and_then(|text| text.split_once('}')) {
        return (Some(name), after);
    }
    let is_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let end = text.find(|character| !is_name(character)).unwrap_or(text.len());
    ((end > 0).then(|| &text[..end]), &text[end..])
}

/// `!{investigate{…}}`
fn plugin(name: &str, transform: &Value) -> Option<String> {
    let (kind, number) = name.rsplit_once('_')?;
    let mut entry = transform.get(kind)?.get(number.parse::<usize>().ok()?)?.clone();
    normalise_all(&mut entry);
    Some(format!("!{{{kind}{}}}", python::dense(&entry)))
}

/// Whitespace of all texts of a plugin but its query.
fn normalise_all(entry: &mut Value) {
    for (key, value) in entry.as_object_mut().into_iter().flatten() {
        normalise(key, value);
    }
}
