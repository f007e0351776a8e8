//! A constant of the program, in a form that has bytes.

use event::{Ip, Timestamp, Value, Version};
use serde::Serialize;

use crate::Text;

/// A value as the pool keeps it. Equal constants are one entry, so floats are kept by their bits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub enum Constant {
    /// No value.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer of 64 bits with sign.
    Int(i64),
    /// An integer above `i64::MAX`.
    UInt(u64),
    /// The bits of a floating-point number.
    Float(u64),
    /// A text, a wildcard pattern or a regex.
    Text(Text),
    /// Nanoseconds since the epoch.
    Date(i128),
    /// The 128 bits of an address.
    Ip(u128),
    /// A version.
    Version(String),
}

impl Constant {
    /// The value that the matcher compares with.
    pub fn value(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Int(value) => Value::Int(*value),
            Self::UInt(value) => Value::UInt(*value),
            Self::Float(bits) => Value::Float(f64::from_bits(*bits)),
            Self::Text(text) => Value::text(text.as_str()),
            Self::Date(nanos) => Value::Date(Timestamp::from_nanos(*nanos)),
            Self::Ip(bits) => Value::Ip(Ip::from_bits(*bits)),
            Self::Version(text) => Value::Version(Version::new(text)),
        }
    }

    /// The text, where this is one.
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

impl From<&Value<'_>> for Constant {
    fn from(value: &Value<'_>) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Int(value) => Self::Int(*value),
            Value::UInt(value) => Self::UInt(*value),
            Value::Float(value) => Self::Float(value.to_bits()),
            Value::Str(text) => Self::Text(text.as_ref().into()),
            Value::Date(time) => Self::Date(time.nanos()),
            Value::Ip(address) => Self::Ip(address.bits()),
            Value::Version(version) => Self::Version(version.as_str().to_owned()),
        }
    }
}
