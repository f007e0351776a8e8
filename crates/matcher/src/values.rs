//! The values of one event, in the types that the program gives its fields.

use event::{FieldType, Fields, Scalar, Value, coerce};
use pack::{Field, FieldId};

/// The fields of one event.
#[derive(Clone, Copy)]
pub(crate) struct Values<'e> {
    read: Fields<'e>,
    fields: &'e [Field],
}

impl<'e> Values<'e> {
    /// `read` holds the fields in the order of the program.
    pub(crate) fn new(read: Fields<'e>, fields: &'e [Field]) -> Self {
        Self { read, fields }
    }

    /// Whether nothing stands at a field; the quick way to find that it has no value, where that is so.
    #[inline]
    pub(crate) fn is_absent(&self, field: FieldId) -> bool {
        self.read.is_absent(field.index())
    }

    /// Whether something other than `null` stands at a field, of its type or not.
    pub(crate) fn has_any(&self, field: FieldId) -> bool {
        self.read.of(field.index()).any(|scalar| !matches!(scalar, Scalar::Null))
    }

    /// The only value of a field, where it is a text and stands for itself in every type that shows texts.
    #[inline]
    pub(crate) fn only_text(&self, field: FieldId) -> Option<&'e str> {
        let mut values = self.read.of(field.index());
        match (values.next(), values.next()) {
            (Some(Scalar::Text(text)), None) => Some(text),
            _ => None,
        }
    }

    /// Whether all values of a field are texts, and so the same in every type that shows texts.
    pub(crate) fn are_texts(&self, field: FieldId) -> bool {
        self.read.of(field.index()).all(|scalar| matches!(scalar, Scalar::Text(_) | Scalar::Null))
    }

    /// The values of a field; none where it is absent, null or of no such type.
    #[inline]
    pub(crate) fn of(&self, field: FieldId) -> impl Iterator<Item = Value<'e>> + Clone + use<'e> {
        let field_type = self.fields[field.index()].field_type;
        let values = self.read.of(field.index());
        values.map(move |scalar| typed(scalar, field_type)).filter(|value| !value.is_null())
    }
}

/// What `coerce` does; nearly all values take the short way.
#[inline]
fn typed(scalar: Scalar<'_>, field_type: FieldType) -> Value<'_> {
    match (scalar, field_type) {
        (Scalar::Text(text), FieldType::Keyword | FieldType::Text | FieldType::Dynamic) => {
            Value::text(text)
        }
        (scalar, _) => coerce(scalar.value(), field_type),
    }
}
