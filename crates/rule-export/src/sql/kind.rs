//! What an expression of a script gives.

use event::{FieldType, Value};

/// The kind of a value, or null.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// Null and nothing else.
    Null,
    /// A text.
    Text,
    /// An integer.
    Integer,
    /// A floating-point number.
    Double,
    /// An integer or a floating-point number, as a double.
    Number,
    /// True or false.
    Boolean,
    /// An instant.
    Instant,
    /// An address, as hexadecimal digits.
    Ip,
    /// A version.
    Version,
    /// Anything, as JSON.
    Json,
}

impl Kind {
    /// What the values of a field are.
    pub(crate) fn of_field(field_type: FieldType) -> Self {
        match field_type {
            FieldType::Keyword | FieldType::Text => Self::Text,
            FieldType::Integer | FieldType::Long | FieldType::UnsignedLong => Self::Integer,
            FieldType::Double => Self::Double,
            FieldType::Number => Self::Number,
            FieldType::Boolean => Self::Boolean,
            FieldType::Date | FieldType::DateNanos => Self::Instant,
            FieldType::Ip => Self::Ip,
            FieldType::Version => Self::Version,
            FieldType::Dynamic | FieldType::Nested | FieldType::Unsupported => Self::Json,
        }
    }

    /// What a constant is.
    pub(crate) fn of_value(value: &Value<'_>) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Int(_) | Value::UInt(_) => Self::Integer,
            Value::Float(_) => Self::Double,
            Value::Str(_) => Self::Text,
            Value::Date(_) => Self::Instant,
            Value::Ip(_) => Self::Ip,
            Value::Version(_) => Self::Version,
        }
    }

    /// Whether it is a number, or may be one.
    pub(crate) fn is_number(self) -> bool {
        matches!(self, Self::Null | Self::Integer | Self::Double | Self::Number)
    }
}
