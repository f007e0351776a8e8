//! Values of TOML as JSON, and back.

use serde_json::{Map, Value};

/// A value that TOML cannot hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lost {
    /// Where it is: `filters.meta.alias`.
    pub path: String,
    /// What it is.
    pub what: &'static str,
}

/// A value of TOML as JSON: a date becomes a text, and so do infinities, which JSON has not.
pub fn of_toml(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text.clone()),
        toml::Value::Integer(number) => Value::from(*number),
        toml::Value::Float(number) if number.is_finite() => Value::from(*number),
        toml::Value::Float(number) => Value::String(number.to_string()),
        toml::Value::Boolean(flag) => Value::Bool(*flag),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(list) => list.iter().map(of_toml).collect(),
        toml::Value::Table(table) => Value::Object(of_table(table)),
    }
}

/// The same for a table.
pub(super) fn of_table(table: &toml::Table) -> Map<String, Value> {
    table.iter().map(|(key, value)| (key.clone(), of_toml(value))).collect()
}

/// A value of JSON as TOML, without nulls and numbers beyond 64 bits; these are added to `lost`.
pub fn to_toml(value: &Value, path: &str, lost: &mut Vec<Lost>) -> Option<toml::Value> {
    let lose = |lost: &mut Vec<Lost>, what| lost.push(Lost { path: path.to_owned(), what });
    match value {
        Value::Null => lose(lost, "a null"),
        Value::Bool(flag) => return Some(toml::Value::Boolean(*flag)),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => return Some(toml::Value::Integer(whole)),
            (None, Some(float)) if number.is_f64() => return Some(toml::Value::Float(float)),
            (None, _) => lose(lost, "a number beyond 64 bits"),
        },
        Value::String(text) => return Some(toml::Value::String(text.clone())),
        Value::Array(list) => {
            let list = list.iter().filter_map(|element| to_toml(element, path, lost));
            return Some(toml::Value::Array(list.collect()));
        }
        Value::Object(object) => return Some(toml::Value::Table(to_table(object, path, lost))),
    }
    None
}

/// The same for an object.
pub(super) fn to_table(
    object: &Map<String, Value>,
    path: &str,
    lost: &mut Vec<Lost>,
) -> toml::Table {
    let entries = object.iter().filter_map(|(key, value)| {
        let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        Some((key.clone(), to_toml(value, &below, lost)?))
    });
    entries.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_come_back_and_what_cannot_is_told() {
        let value = json!({"a": [1, 1.5, true, {"b": "x"}], "c": null, "d": [null], "e": u64::MAX});
        let mut lost = Vec::new();
        let table = to_toml(&value, "", &mut lost).unwrap();
        assert_eq!(of_toml(&table), json!({"a": [1, 1.5, true, {"b": "x"}], "d": []}));
        let paths: Vec<_> = lost.iter().map(|lost| (lost.path.as_str(), lost.what)).collect();
        let number = "a number beyond 64 bits";
        assert_eq!(paths, [("c", "a null"), ("d", "a null"), ("e", number)]);
    }
}
