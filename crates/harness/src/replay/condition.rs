//! A condition on one event that is no EQL: what exceptions and the filters of a rule ask.

use eql_functions::wildcard::WildcardPattern;
use eql_functions::{Case, RangeOp};
use event::{Document, FieldPath, FieldType, Value};

/// A condition on one event. As in Elasticsearch, a field passes where one of its values does.
#[derive(Clone, Debug)]
pub(super) enum Condition {
    /// Every part holds.
    All(Vec<Self>),
    /// Some part holds.
    Any(Vec<Self>),
    /// The part does not hold.
    Not(Box<Self>),
    /// The field has a value.
    Exists(FieldPath),
    /// Some value is one of these texts; letter case counts.
    OneOf(FieldPath, Vec<String>),
    /// Some value matches the pattern, in which `*` and `?` are wildcards and a backslash escapes; letter case counts.
    Like(FieldPath, WildcardPattern),
    /// Some value is a number within all of these bounds.
    Range(FieldPath, Vec<(RangeOp, f64)>),
    /// The part holds of some object of the list at the field.
    Element(FieldPath, Box<Self>),
}

impl Condition {
    /// Whether it holds of an event.
    pub(super) fn holds(&self, document: &Document) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(document)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(document)),
            Self::Not(part) => !part.holds(document),
            Self::Exists(path) => document.values(path).iter().any(|value| !value.is_null()),
            Self::OneOf(path, texts) => {
                texts_at(document, path).any(|value| texts.contains(&value))
            }
            Self::Like(path, pattern) => {
                texts_at(document, path).any(|value| pattern.matches(&value, Case::Sensitive))
            }
            Self::Range(path, bounds) => {
                let numbers = document.typed_values(path, FieldType::Double);
                numbers.iter().any(|number| bounds.iter().all(|bound| is_within(number, *bound)))
            }
            Self::Element(path, part) => {
                let elements = document.elements(path);
                elements.iter().filter_map(|item| item.as_object()).any(|item| part.holds(item))
            }
        }
    }
}

fn texts_at<'d>(
    document: &'d Document,
    path: &FieldPath,
) -> impl Iterator<Item = String> + use<'d> {
    document.typed_values(path, FieldType::Keyword).into_iter().map(|value| value.to_string())
}

fn is_within(number: &Value<'_>, (operator, bound): (RangeOp, f64)) -> bool {
    number.compare(&Value::Float(bound)).is_some_and(|order| operator.holds(order))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_answers_for_itself() {
        let json = r#"{"a": [{"b": "x", "c": 1}, {"b": "y", "c": 2}], "d": [3, null]}"#;
        let document: Document = serde_json::from_str(json).unwrap();
        let is =
            |path: &str, text: &str| Condition::OneOf(FieldPath::new(path), vec![text.to_owned()]);
        let both = |first, second| Condition::All(vec![first, second]);
        assert!(both(is("a.b", "x"), is("a.c", "2")).holds(&document));
        let element = |part| Condition::Element(FieldPath::new("a"), Box::new(part));
        assert!(!element(both(is("b", "x"), is("c", "2"))).holds(&document));
        assert!(element(both(is("b", "y"), is("c", "2"))).holds(&document));
        let range = |operator| Condition::Range(FieldPath::new("d"), vec![(operator, 3.0)]);
        assert!(
            range(RangeOp::LessEqual).holds(&document) && !range(RangeOp::Less).holds(&document)
        );
    }
}
