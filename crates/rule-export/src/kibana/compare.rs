//! Whether two rules of the API are the same.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::api::Form;
use super::back::carried_meta;
use super::{keys, plugins, texts};

/// The keys in which two rules differ, sorted.
///
/// Not looked at are what Kibana counts and keeps for itself, what the repository alone has, and nulls; a key that is
/// absent is what it is when nobody sets it. In the shipped form neither do whitespace that is not shipped and the fields
/// that are worked out of the query count.
pub fn differing(left: &Map<String, Value>, right: &Map<String, Value>, form: Form) -> Vec<String> {
    let (left, right) = (comparable(left, form), comparable(right, form));
    let keys: BTreeSet<_> = left.keys().chain(right.keys()).collect();
    keys.into_iter().filter(|key| left.get(*key) != right.get(*key)).cloned().collect()
}

fn comparable(rule: &Map<String, Value>, form: Form) -> Map<String, Value> {
    let mut rule = rule.clone();
    if let Some(mut meta) = carried_meta(&rule) {
        match meta.remove("meta") {
            Some(own) => rule.insert("meta".to_owned(), own),
            None => rule.remove("meta"),
        };
    }
    rule.retain(|key, value| !keys::OF_KIBANA.contains(&key.as_str()) && !value.is_null());
    rule.values_mut().for_each(drop_nulls);
    if form == Form::Shipped {
        rule.remove("required_fields");
        texts::ship(&mut rule);
        if let Some(Value::String(note)) = rule.get_mut("note") {
            let (template, transform) = plugins::parsed(note, &Map::new());
            *note = plugins::rendered(&template, &transform, form);
        }
    }
    rule.retain(|key, value| !keys::is_default(key, value));
    rule
}

fn drop_nulls(value: &mut Value) {
    match value {
        Value::Array(list) => {
            list.retain(|element| !element.is_null());
            list.iter_mut().for_each(drop_nulls);
        }
        Value::Object(object) => {
            object.retain(|_, value| !value.is_null());
            object.values_mut().for_each(drop_nulls);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
