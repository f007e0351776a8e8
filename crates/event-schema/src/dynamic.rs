//! The fields that events have, with the types that dynamic mapping would give them.

use std::collections::BTreeMap;

use event::{DateFormat, Document, FieldType, Value};

/// The name of the exact sub-field that dynamic mapping gives a text.
const EXACT: &str = ".keyword";

/// What the events of an index have shown, by dotted name.
///
/// A text is `text` with an exact sub-field, or a date; an integer `long`; a fraction `double`; a field of integers
/// and fractions `double`. A field whose values are of different types is known without a type.
#[derive(Clone, Debug)]
pub(crate) struct DynamicFields {
    types: BTreeMap<String, Option<FieldType>>,
    dates: DateFormat,
}

impl Default for DynamicFields {
    fn default() -> Self {
        Self { types: BTreeMap::new(), dates: DateFormat::of_date_detection() }
    }
}

impl DynamicFields {
    /// Takes the fields of an event; a null tells nothing.
    pub(crate) fn see(&mut self, document: &Document) {
        document.visit(&mut |path, value| {
            let Some(seen) = self.type_of(&value) else { return };
            match self.types.get_mut(path) {
                Some(known) => *known = known.and_then(|known| both(known, seen)),
                None => drop(self.types.insert(path.to_owned(), Some(seen))),
            }
        });
    }

    /// The field of a name, and its type if that is certain.
    pub(crate) fn resolve(&self, name: &str) -> Option<(String, Option<FieldType>)> {
        if let Some(&field_type) = self.types.get(name) {
            return Some((name.to_owned(), field_type));
        }
        let parent = name.strip_suffix(EXACT)?;
        let is_text = self.types.get(parent) == Some(&Some(FieldType::Text));
        is_text.then(|| (parent.to_owned(), Some(FieldType::Keyword)))
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.types.keys().map(String::as_str)
    }

    fn type_of(&self, value: &Value<'_>) -> Option<FieldType> {
        match value {
            Value::Null => None,
            Value::Bool(_) => Some(FieldType::Boolean),
            Value::Int(_) | Value::UInt(_) => Some(FieldType::Long),
            Value::Float(_) => Some(FieldType::Double),
            Value::Str(text) if self.is_date(text) => Some(FieldType::Date),
            Value::Str(_) | Value::Date(_) | Value::Ip(_) | Value::Version(_) => {
                Some(FieldType::Text)
            }
        }
    }

    /// A number alone is no date, though it could be a year.
    fn is_date(&self, text: &str) -> bool {
        text.contains(['-', ':', '/']) && self.dates.read(text).is_some()
    }
}

/// The type that values of both types have.
fn both(left: FieldType, right: FieldType) -> Option<FieldType> {
    let are = |one, other| (left, right) == (one, other) || (left, right) == (other, one);
    if left == right {
        Some(left)
    } else if are(FieldType::Long, FieldType::Double) {
        Some(FieldType::Double)
    } else if are(FieldType::Date, FieldType::Text) {
        Some(FieldType::Text)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(events: &[&str]) -> DynamicFields {
        let mut fields = DynamicFields::default();
        for event in events {
            fields.see(&serde_json::from_str(event).unwrap());
        }
        fields
    }

    /// `?` stands for a field whose type is open.
    fn type_of(events: &[&str], name: &str) -> Option<String> {
        let (_, field_type) = seen(events).resolve(name)?;
        Some(field_type.map_or_else(|| "?".to_owned(), |field_type| field_type.to_string()))
    }

    #[test]
    fn a_value_gives_its_field_a_type() {
        let event =
            r#"{"a": {"b": 1}, "c": [true], "d": 1.5, "e": "x", "f": "2024-01-31", "g": "2024"}"#;
        for (name, field_type) in [
            ("a.b", FieldType::Long),
            ("c", FieldType::Boolean),
            ("d", FieldType::Double),
            ("e", FieldType::Text),
            ("e.keyword", FieldType::Keyword),
            ("f", FieldType::Date),
            ("g", FieldType::Text),
        ] {
            assert_eq!(type_of(&[event], name), Some(field_type.to_string()), "{name}");
        }
        assert_eq!(type_of(&[event], "a"), None);
        assert_eq!(type_of(&[event], "a.b.keyword"), None);
    }

    #[test]
    fn a_field_without_a_value_is_not_known() {
        assert_eq!(type_of(&[r#"{"a": null, "b": [null], "c": [], "d": {}}"#], "a"), None);
    }

    #[test]
    fn values_of_several_types_leave_the_type_open() {
        assert_eq!(type_of(&[r#"{"a": 1}"#, r#"{"a": 1.5}"#], "a").as_deref(), Some("double"));
        assert_eq!(
            type_of(&[r#"{"a": 1}"#, r#"{"a": "x"}"#, r#"{"a": 1}"#], "a").as_deref(),
            Some("?")
        );
        let dates = [r#"{"a": "2024-01-31"}"#, r#"{"a": "x"}"#];
        assert_eq!(type_of(&dates, "a").as_deref(), Some("text"));
    }
}
