//! What Elastic's build makes of the texts of a rule.

use serde_json::{Map, Value, json};

/// Texts whose whitespace stays.
const KEPT: &[&str] = &["query", "note", "setup", "message"];

/// Makes of a rule what is shipped.
pub(super) fn ship(rule: &mut Map<String, Value>) {
    normalise_object(rule);
    rule.get_mut("threat").into_iter().for_each(threats);
}

/// Strips the lines of all texts and joins them, here and in all below.
pub(super) fn normalise_object(object: &mut Map<String, Value>) {
    object.iter_mut().for_each(|(key, value)| normalise(key, value));
}

fn normalise(key: &str, value: &mut Value) {
    match value {
        Value::String(text) if !KEPT.contains(&key) => {
            let lines: Vec<_> = text.trim().lines().map(str::trim).collect();
            *text = lines.join(" ");
        }
        Value::Array(list) => list.iter_mut().for_each(|element| normalise(key, element)),
        Value::Object(object) => normalise_object(object),
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
