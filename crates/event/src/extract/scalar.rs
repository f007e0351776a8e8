//! One value as the text has it.

use std::borrow::Cow;

use crate::{Json, Value};

/// A scalar of a document, not converted to any type yet.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Scalar<'a> {
    /// An explicit `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as the text spells it.
    Number(&'a str),
    /// A floating-point number of a document that was parsed before; its spelling is lost.
    Float(f64),
    /// A text, its escapes decoded.
    Text(&'a str),
}

impl<'a> Scalar<'a> {
    /// The value that a [`Document`](crate::Document) of the same text has here.
    pub fn value(self) -> Value<'a> {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(value),
            Self::Number(text) => number(text),
            Self::Float(number) => Value::Float(number),
            Self::Text(text) => Value::Str(Cow::Borrowed(text)),
        }
    }
}

/// `-0` is the one integer that JSON readers hold as a float.
fn number<'a>(text: &str) -> Value<'a> {
    match text.parse() {
        Ok(number) if text != "-0" => Value::Int(number),
        _ => other_number(text),
    }
}

/// By the reader of documents itself: it rounds floats its own way.
fn other_number<'a>(text: &str) -> Value<'a> {
    match serde_json::from_str(text) {
        Ok(Json::Int(number)) => Value::Int(number),
        Ok(Json::UInt(number)) => Value::UInt(number),
        Ok(Json::Float(number)) => Value::Float(number),
        Ok(Json::Null | Json::Bool(_) | Json::Str(_) | Json::Array(_) | Json::Object(_))
        | Err(_) => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_what_the_document_reader_makes_of_it() {
        for (text, expected) in [
            ("0", "Int(0)"),
            ("-0", "Float(-0.0)"),
            ("-9223372036854775808", "Int(-9223372036854775808)"),
            ("-9223372036854775809", "Float(-9.223372036854776e18)"),
            ("18446744073709551615", "UInt(18446744073709551615)"),
            ("18446744073709551616", "Float(1.8446744073709552e19)"),
            ("1e2", "Float(100.0)"),
        ] {
            assert_eq!(format!("{:?}", Scalar::Number(text).value()), expected);
        }
    }
}
