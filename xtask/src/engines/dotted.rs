//! Events with dots in keys: for our own reader, and for engines that say so, the same as objects in objects.

use harness::event::{Document, Json};

/// An event without dots in keys by turns as it is, with dots throughout, and half of each.
pub(super) fn spelled(document: &Document, place: usize) -> Document {
    match place % 3 {
        0 => document.clone(),
        1 => respelled(document, &|_| true),
        _ => respelled(document, &|child| child % 2 == 1),
    }
}

/// Every object without those of its members that `leaves` names by their place: they stand beside it, with its key and a
/// dot in front.
fn respelled(document: &Document, leaves: &dyn Fn(usize) -> bool) -> Document {
    let mut result = Document::default();
    for (key, value) in document.entries() {
        let Json::Object(object) = value else {
            result.push(key.clone(), items(value, leaves));
            continue;
        };
        let mut rest = Document::default();
        for (child, (name, value)) in respelled(object, leaves).entries().iter().enumerate() {
            if leaves(child) {
                result.push(format!("{key}.{name}"), value.clone());
            } else {
                rest.push(name.clone(), value.clone());
            }
        }
        if !rest.entries().is_empty() {
            result.push(key.clone(), Json::Object(rest));
        }
    }
    result
}

/// A value that is no object itself.
fn items(value: &Json, leaves: &dyn Fn(usize) -> bool) -> Json {
    match value {
        Json::Object(object) => Json::Object(respelled(object, leaves)),
        Json::Array(values) => Json::Array(values.iter().map(|it| items(it, leaves)).collect()),
        Json::Null
        | Json::Bool(_)
        | Json::Int(_)
        | Json::UInt(_)
        | Json::Float(_)
        | Json::Str(_) => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::nested::nested;
    use super::*;

    const EVENT: &str = r#"{"host":{"id":"h","os":{"type":"linux","name":["a",1.5]}},"a":[{"b":{"c":1}}],"d":null}"#;

    #[test]
    fn an_event_has_three_spellings_of_one_meaning() {
        let document: Document = serde_json::from_str(EVENT).unwrap();
        let text = |place| serde_json::to_string(&spelled(&document, place)).unwrap();
        assert_eq!(text(0), EVENT);
        assert_eq!(
            text(1),
            r#"{"host.id":"h","host.os.type":"linux","host.os.name":["a",1.5],"a":[{"b.c":1}],"d":null}"#
        );
        assert_eq!(
            text(2),
            r#"{"host.os.name":["a",1.5],"host":{"id":"h","os":{"type":"linux"}},"a":[{"b":{"c":1}}],"d":null}"#
        );
        for place in 0..3 {
            let paths = |document: &Document| {
                let mut paths = Vec::new();
                document.visit(&mut |path, value| paths.push(format!("{path} {value}")));
                paths.sort();
                paths
            };
            assert_eq!(paths(&nested(&spelled(&document, place))), paths(&document));
        }
    }
}
