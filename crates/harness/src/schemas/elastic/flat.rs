//! Lists of fields in the shapes that Elastic's files have, to types by dotted name.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Fields;

/// `{"a": {"b": "long"}, "c.d": "ip"}`, however deep.
pub(super) fn nested(value: &Value) -> Fields {
    let mut fields = Fields::new();
    collect("", value, &mut fields);
    fields
}

/// The same for each key of an object; what is no object, such as a list of jobs, is left out.
pub(super) fn of_each(value: &Value) -> BTreeMap<String, Fields> {
    let entries = value.as_object().into_iter().flatten();
    let entries = entries.filter(|(_, inner)| inner.is_object());
    entries.map(|(name, inner)| (name.clone(), nested(inner))).collect()
}

/// `{"a.b": {"type": "keyword", "multi_fields": [{"name": "text", "type": "text"}]}}`.
pub(super) fn definitions(value: &Value) -> Fields {
    let mut fields = Fields::new();
    for (name, definition) in value.as_object().into_iter().flatten() {
        let Some(declared) = definition["type"].as_str() else { continue };
        fields.insert(name.clone(), declared.to_owned());
        for multi in definition["multi_fields"].as_array().into_iter().flatten() {
            if let (Some(last), Some(declared)) = (multi["name"].as_str(), multi["type"].as_str()) {
                fields.insert(format!("{name}.{last}"), declared.to_owned());
            }
        }
    }
    fields
}

/// Any of these, or an index mapping with `properties`.
pub(super) fn any(value: &Value) -> Fields {
    let mapping =
        [value, &value["mappings"]].into_iter().find(|value| value["properties"].is_object());
    if let Some(mapping) = mapping {
        let mut fields = Fields::new();
        properties("", &mapping["properties"], &mut fields);
        return fields;
    }
    let mut entries = value.as_object().into_iter().flatten();
    let defines = |inner: &Value| inner.is_object() && inner["type"].is_string();
    if entries.any(|(name, inner)| name.contains('.') && defines(inner)) {
        return definitions(value);
    }
    nested(value)
}

fn collect(prefix: &str, value: &Value, fields: &mut Fields) {
    for (name, inner) in value.as_object().into_iter().flatten() {
        let name = format!("{prefix}{name}");
        if let Some(declared) = inner.as_str() {
            fields.insert(name, declared.to_owned());
        } else {
            collect(&format!("{name}."), inner, fields);
        }
    }
}

fn properties(prefix: &str, value: &Value, fields: &mut Fields) {
    for (name, field) in value.as_object().into_iter().flatten() {
        let name = format!("{prefix}{name}");
        if let Some(declared) = field["type"].as_str() {
            fields.insert(name.clone(), declared.to_owned());
        }
        for below in ["properties", "fields"] {
            properties(&format!("{name}."), &field[below], fields);
        }
    }
}
