//! Values at paths, as documents.

use event::{Document, FieldPath, Json, Value};

/// The document without anything at a path.
pub(crate) fn without(document: &Document, path: &str) -> Document {
    let entries = document.entries().iter().filter_map(|(key, value)| {
        let kept = match path.strip_prefix(key.as_str()) {
            Some("") => return None,
            Some(rest) => rest.strip_prefix('.').map(|rest| json_without(value, rest)),
            None => None,
        };
        Some((key.clone(), kept.unwrap_or_else(|| value.clone())))
    });
    Document::new(entries.collect())
}

fn json_without(value: &Json, path: &str) -> Json {
    match value {
        Json::Object(document) => Json::Object(without(document, path)),
        Json::Array(items) => {
            Json::Array(items.iter().map(|item| json_without(item, path)).collect())
        }
        Json::Null
        | Json::Bool(_)
        | Json::Int(_)
        | Json::UInt(_)
        | Json::Float(_)
        | Json::Str(_) => value.clone(),
    }
}

/// Sets the values of a path: nothing, one, or a list of several. Where something on the way is no object, the path is
/// one dotted key.
pub(crate) fn put(document: &mut Document, path: &FieldPath, values: &[Value<'_>]) {
    let json = match values {
        [] => return,
        [value] => Json::from(value),
        values => Json::Array(values.iter().map(Json::from).collect()),
    };
    put_json(document, path, json);
}

/// Sets a path to a value.
pub(crate) fn put_json(document: &mut Document, path: &FieldPath, json: Json) {
    let dots = path.as_str().match_indices('.').map(|(dot, _)| &path.as_str()[..dot]);
    let mut above = dots.map(|above| document.elements(&FieldPath::new(above)));
    let is_blocked = above.any(|elements| {
        elements.len() > 1 || elements.iter().any(|element| element.as_object().is_none())
    });
    if is_blocked {
        document.push(path.as_str(), json);
    } else {
        document.set(path.as_str(), json);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_below_a_value_is_a_dotted_key() {
        let mut document = Document::default();
        let values = |document: &Document, path| document.values(&FieldPath::new(path)).len();
        put(&mut document, &FieldPath::new("process.name"), &[Value::text("a")]);
        put(
            &mut document,
            &FieldPath::new("process.name.caseless"),
            &[Value::text("a"), Value::text("b")],
        );
        assert_eq!(
            (values(&document, "process.name"), values(&document, "process.name.caseless")),
            (1, 2)
        );
        let document = without(&document, "process.name");
        assert_eq!(
            (values(&document, "process.name"), values(&document, "process.name.caseless")),
            (0, 2)
        );
    }
}
