//! One value of a field, a literal or a function.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use crate::{Ip, Timestamp, Version};

/// A scalar. `Null` is absence: the result of a function without an answer (spec 7.1).
#[derive(Clone, PartialEq, Debug)]
pub enum Value<'a> {
    /// No value.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer of 64 bits with sign; every integer that fits is this one.
    Int(i64),
    /// An integer above `i64::MAX`.
    UInt(u64),
    /// A floating-point number.
    Float(f64),
    /// A text.
    Str(Cow<'a, str>),
    /// An instant.
    Date(Timestamp),
    /// An address.
    Ip(Ip),
    /// A version.
    Version(Version),
}

impl<'a> Value<'a> {
    /// A text, borrowed or owned.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Str(text.into())
    }

    /// The smallest integer form of an unsigned number.
    pub fn unsigned(number: u64) -> Self {
        i64::try_from(number).map_or(Self::UInt(number), Self::Int)
    }

    /// Whether this is `Null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The text, where this is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::Str(text) = self { Some(text) } else { None }
    }

    /// The boolean, where this is one.
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(bool) = self { Some(*bool) } else { None }
    }

    /// The instant, where this is one.
    pub fn as_date(&self) -> Option<Timestamp> {
        if let Self::Date(time) = self { Some(*time) } else { None }
    }

    /// The same value that borrows from this one.
    pub fn borrowed(&self) -> Value<'_> {
        match self {
            Self::Str(text) => Value::Str(Cow::Borrowed(text)),
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Int(value) => Value::Int(*value),
            Self::UInt(value) => Value::UInt(*value),
            Self::Float(value) => Value::Float(*value),
            Self::Date(value) => Value::Date(*value),
            Self::Ip(value) => Value::Ip(*value),
            Self::Version(value) => Value::Version(value.clone()),
        }
    }

    /// The same value that borrows nothing.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Str(text) => Value::Str(Cow::Owned(text.into_owned())),
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(value),
            Self::Int(value) => Value::Int(value),
            Self::UInt(value) => Value::UInt(value),
            Self::Float(value) => Value::Float(value),
            Self::Date(value) => Value::Date(value),
            Self::Ip(value) => Value::Ip(value),
            Self::Version(value) => Value::Version(value),
        }
    }

    /// Order of two numbers, exact across integer and floating types; `None` where one is no number.
    ///
    /// Floats are totally ordered: NaN equals NaN and is the greatest (spec 9.4).
    pub fn compare_numbers(&self, other: &Value<'_>) -> Option<Ordering> {
        match (self, other) {
            (Self::Float(left), Value::Float(right)) => Some(compare_floats(*left, *right)),
            (Self::Float(left), right) => Some(compare_float_int(*left, right.integer()?)),
            (left, Value::Float(right)) => {
                Some(compare_float_int(*right, left.integer()?).reverse())
            }
            (left, right) => Some(left.integer()?.cmp(&right.integer()?)),
        }
    }

    /// The integer, where this is one.
    pub fn integer(&self) -> Option<i128> {
        match self {
            Self::Int(number) => Some(i128::from(*number)),
            Self::UInt(number) => Some(i128::from(*number)),
            Self::Null
            | Self::Bool(_)
            | Self::Float(_)
            | Self::Str(_)
            | Self::Date(_)
            | Self::Ip(_)
            | Self::Version(_) => None,
        }
    }

    /// The number as a float, where this is a number.
    #[expect(clippy::cast_precision_loss, reason = "Java widens to double the same way (spec 9.8)")]
    pub fn as_f64(&self) -> Option<f64> {
        if let Self::Float(number) = self {
            Some(*number)
        } else {
            self.integer().map(|n| n as f64)
        }
    }

    /// Order of two values of one type (spec 9.3, 9.4): numbers numerically, texts by bytes, false before
    /// true; `None` where the types differ or one is `Null`.
    pub fn compare(&self, other: &Value<'_>) -> Option<Ordering> {
        match (self, other) {
            (Self::Str(left), Value::Str(right)) => Some(left.as_bytes().cmp(right.as_bytes())),
            (Self::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
            (Self::Date(left), Value::Date(right)) => Some(left.cmp(right)),
            (Self::Ip(left), Value::Ip(right)) => Some(left.cmp(right)),
            (Self::Version(left), Value::Version(right)) => Some(left.cmp(right)),
            (left, right) => left.compare_numbers(right),
        }
    }

    /// Equality of two values of one type; `false` where the types differ or one is `Null`.
    pub fn equals(&self, other: &Value<'_>) -> bool {
        self.compare(other) == Some(Ordering::Equal)
    }

    /// One total order over all values, for join keys and sorted lists: null first, then by type, then by
    /// `compare` (spec 15.9, 18.8).
    pub fn key_cmp(&self, other: &Value<'_>) -> Ordering {
        self.rank().cmp(&other.rank()).then_with(|| self.compare(other).unwrap_or(Ordering::Equal))
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Null => 0,
            Self::Bool(_) => 1,
            Self::Int(_) | Self::UInt(_) | Self::Float(_) => 2,
            Self::Date(_) => 3,
            Self::Ip(_) => 4,
            Self::Version(_) => 5,
            Self::Str(_) => 6,
        }
    }
}

fn compare_floats(left: f64, right: f64) -> Ordering {
    left.partial_cmp(&right).unwrap_or_else(|| left.is_nan().cmp(&right.is_nan()))
}

/// Exact: an integer of 64 bits is compared by its whole part first, then the fraction decides.
fn compare_float_int(float: f64, integer: i128) -> Ordering {
    if float.is_nan() || float >= 2f64.powi(65) {
        return Ordering::Greater;
    }
    if float <= -2f64.powi(65) {
        return Ordering::Less;
    }
    #[expect(clippy::cast_possible_truncation, reason = "bounded by 2^65 just above")]
    let whole = float.floor() as i128;
    whole
        .cmp(&integer)
        .then_with(|| if float.fract() == 0.0 { Ordering::Equal } else { Ordering::Greater })
}

/// Plain text of the value, as a keyword field would hold it; `null` for `Null`.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => value.fmt(f),
            Self::Int(value) => value.fmt(f),
            Self::UInt(value) => value.fmt(f),
            Self::Float(value) => write!(f, "{value:?}"),
            Self::Str(value) => value.fmt(f),
            Self::Date(value) => value.fmt(f),
            Self::Ip(value) => value.fmt(f),
            Self::Version(value) => value.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_exactly_across_types() {
        let order = |left: Value<'_>, right: Value<'_>| left.compare(&right);
        assert_eq!(order(Value::Int(5), Value::Float(5.0)), Some(Ordering::Equal));
        assert_eq!(order(Value::Int(4), Value::Float(4.5)), Some(Ordering::Less));
        assert_eq!(order(Value::Float(-0.5), Value::Int(0)), Some(Ordering::Less));
        assert_eq!(order(Value::UInt(u64::MAX), Value::Int(-1)), Some(Ordering::Greater));
        assert_eq!(order(Value::Int(i64::MAX), Value::Float(9.3e18)), Some(Ordering::Less));
        assert_eq!(order(Value::Float(f64::NAN), Value::Int(1)), Some(Ordering::Greater));
        assert_eq!(order(Value::Float(f64::NEG_INFINITY), Value::UInt(1)), Some(Ordering::Less));
    }

    #[test]
    fn values_of_different_types_are_never_equal() {
        assert!(!Value::text("5").equals(&Value::Int(5)));
        assert!(!Value::Null.equals(&Value::Null));
        assert_eq!(Value::Null.key_cmp(&Value::Null), Ordering::Equal);
    }
}
