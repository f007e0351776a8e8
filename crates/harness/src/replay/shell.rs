//! What all events of a sequence share: the content of its shell alert (rule-format §7, statement 6).

use event::{Document, Json};

/// The fields that all documents have with the same value; of two lists, what stands in both.
pub(super) fn intersection<'d>(documents: impl IntoIterator<Item = &'d Document>) -> Document {
    let mut documents = documents.into_iter();
    let first = documents.next().cloned().unwrap_or_default();
    documents.fold(first, |shared, document| pair(&shared, document).unwrap_or_default())
}

/// `None` where nothing is left: an empty object says nothing.
fn pair(left: &Document, right: &Document) -> Option<Document> {
    let shared = left.entries().iter().filter_map(|(key, value)| {
        let other = right.get(key)?;
        Some((key.clone(), value_pair(value, other)?))
    });
    let shared: Vec<_> = shared.collect();
    (!shared.is_empty()).then(|| Document::new(shared))
}

fn value_pair(left: &Json, right: &Json) -> Option<Json> {
    match (left, right) {
        (Json::Object(left), Json::Object(right)) => pair(left, right).map(Json::Object),
        (Json::Array(left), Json::Array(right)) => {
            let shared: Vec<_> = left.iter().filter(|item| right.contains(item)).cloned().collect();
            (!shared.is_empty()).then_some(Json::Array(shared))
        }
        (left, right) => (left == right).then(|| left.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(documents: &[&str]) -> String {
        let documents: Vec<Document> =
            documents.iter().map(|json| serde_json::from_str(json).unwrap()).collect();
        serde_json::to_string(&intersection(&documents)).unwrap()
    }

    #[test]
    fn objects_and_lists_share_their_common_part() {
        let first = r#"{"host": {"id": "h", "ip": ["::1", "10.0.0.1"]}, "event": {"id": 1}, "n": 1, "t": ["a"]}"#;
        let second = r#"{"t": ["b"], "host": {"ip": ["10.0.0.1", "10.0.0.2"], "id": "h"}, "event": {"id": 2}, "n": 1}"#;
        assert_eq!(shared(&[first, second]), r#"{"host":{"id":"h","ip":["10.0.0.1"]},"n":1}"#);
        assert_eq!(shared(&[first, second, r#"{"host": {"id": "g"}}"#]), "{}");
        assert_eq!(shared(&[first]), first.replace(": ", ":").replace(", ", ","));
    }
}
