//! Events without dots in keys: engines read `{"host": {"id": …}}`, our own reader both spellings.

use harness::event::{Document, Json};

/// The same event with every dotted key as objects in objects; values that meet at one path are one list.
pub(super) fn nested(document: &Document) -> Document {
    let mut result = Document::default();
    add(&mut result, document);
    result
}

fn add(result: &mut Document, document: &Document) {
    for (key, value) in document.entries() {
        place(result, key, plain(value));
    }
}

/// A value whose own keys have no dots.
fn plain(value: &Json) -> Json {
    match value {
        Json::Object(object) => Json::Object(nested(object)),
        Json::Array(items) => Json::Array(items.iter().map(plain).collect()),
        Json::Null
        | Json::Bool(_)
        | Json::Int(_)
        | Json::UInt(_)
        | Json::Float(_)
        | Json::Str(_) => value.clone(),
    }
}

fn place(result: &mut Document, path: &str, value: Json) {
    let (head, value) = match path.split_once('.') {
        None => (path, value),
        Some((head, rest)) => {
            let mut inner = Document::default();
            place(&mut inner, rest, value);
            (head, Json::Object(inner))
        }
    };
    let value = match result.get(head) {
        None => value,
        Some(before) => joined(before.clone(), value),
    };
    result.set(head, value);
}

/// Both values at one path.
fn joined(before: Json, value: Json) -> Json {
    match (before, value) {
        (Json::Object(mut before), Json::Object(value)) => {
            add(&mut before, &value);
            Json::Object(before)
        }
        (before, value) => Json::Array(items(before).chain(items(value)).collect()),
    }
}

fn items(value: Json) -> impl Iterator<Item = Json> {
    let items = if let Json::Array(items) = value { items } else { vec![value] };
    items.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        let document: Document = serde_json::from_str(text).unwrap();
        serde_json::to_string(&nested(&document)).unwrap()
    }

    #[test]
    fn dotted_keys_become_objects() {
        assert_eq!(
            of(r#"{"host.id": "h", "host": {"os.type": "linux"}, "a": [{"b.c": 1}]}"#),
            r#"{"host":{"id":"h","os":{"type":"linux"}},"a":[{"b":{"c":1}}]}"#
        );
    }

    #[test]
    fn values_that_meet_are_one_list() {
        assert_eq!(of(r#"{"a.b": ["x"], "a": {"b": null}}"#), r#"{"a":{"b":["x",null]}}"#);
        assert_eq!(of(r#"{"a": "x", "a.b": 1}"#), r#"{"a":["x",{"b":1}]}"#);
    }
}
