//! What an expression of a script gives.

use event::Value;

use crate::sql::ColumnType;

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
    /// What a column holds.
    pub(crate) fn of_column(column_type: ColumnType) -> Self {
        match column_type {
            ColumnType::Text => Self::Text,
            ColumnType::Long | ColumnType::UnsignedLong => Self::Integer,
            ColumnType::Double => Self::Double,
            ColumnType::Boolean => Self::Boolean,
            ColumnType::Date | ColumnType::DateNanos => Self::Instant,
            ColumnType::Ip => Self::Ip,
            ColumnType::Version => Self::Version,
            ColumnType::Json => Self::Json,
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
        matches!(self, Self::Null | Self::Integer | Self::Double)
    }
}
