//! Whether a field is asked for constants that its values can be compared with.

use event::FieldType;

use super::{Check, require};
use crate::Constant;

/// Nanoseconds from the epoch, either way: some forty thousand million years. Times are added and subtracted, and no text
/// is read as one beyond.
pub(super) const MAX_NANOS: i128 = 1 << 100;

/// Checks a constant that values of a field are equal to or on one side of.
pub(super) fn check_compared(field: FieldType, constant: &Constant) -> Check {
    let fits = match field {
        FieldType::Keyword | FieldType::Text => matches!(constant, Constant::Text(_)),
        FieldType::Integer
        | FieldType::Long
        | FieldType::UnsignedLong
        | FieldType::Double
        | FieldType::Number => {
            matches!(constant, Constant::Int(_) | Constant::UInt(_) | Constant::Float(_))
        }
        FieldType::Boolean => matches!(constant, Constant::Bool(_)),
        FieldType::Date | FieldType::DateNanos => matches!(constant, Constant::Date(_)),
        FieldType::Ip => matches!(constant, Constant::Ip(_)),
        FieldType::Version => matches!(constant, Constant::Version(_)),
        FieldType::Dynamic => !matches!(constant, Constant::Null),
        FieldType::Nested | FieldType::Unsupported => false,
    };
    require(fits, "a constant of another type than the field")
}

/// Checks a field whose values patterns are matched with.
pub(super) fn check_text(field: FieldType) -> Check {
    let fits = field.is_string() || field == FieldType::Dynamic;
    require(fits, "a pattern for a field that has no texts")
}

/// Checks a field whose values lie in blocks of addresses or not.
pub(super) fn check_address(field: FieldType) -> Check {
    require(field == FieldType::Ip, "a block of addresses for a field that has none")
}

/// Checks a constant by itself.
pub(super) fn check_constant(constant: &Constant) -> Check {
    match constant {
        Constant::Date(nanos) => {
            require(nanos.unsigned_abs() <= MAX_NANOS.unsigned_abs(), "a date beyond all times")
        }
        Constant::Null
        | Constant::Bool(_)
        | Constant::Int(_)
        | Constant::UInt(_)
        | Constant::Float(_)
        | Constant::Text(_)
        | Constant::Ip(_)
        | Constant::Version(_) => Ok(()),
    }
}
