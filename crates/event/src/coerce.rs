//! A JSON value as the value of a field of some type.

use std::borrow::Cow;

use crate::{FieldType, Ip, Timestamp, Value, Version};

/// Converts as an index mapping would (spec 5.2): number → decimal text for a keyword, text → number where
/// it parses, `"true"` → boolean. `Null` where it cannot convert, and for `Null` itself.
///
/// `Dynamic` keeps the JSON type.
pub fn coerce(value: Value<'_>, field_type: FieldType) -> Value<'_> {
    match field_type {
        FieldType::Dynamic => value,
        FieldType::Keyword | FieldType::Text => to_text(value),
        FieldType::Integer | FieldType::Long | FieldType::UnsignedLong => to_integer(&value),
        FieldType::Double => to_double(&value),
        FieldType::Number => to_number(&value),
        FieldType::Boolean => to_boolean(&value),
        FieldType::Date => to_date(&value, Timestamp::truncated_to_millis),
        FieldType::DateNanos => to_date(&value, |time| time),
        FieldType::Ip => text_as(&value, |text| Ip::parse(text).map(Value::Ip)),
        FieldType::Version => text_as(&value, |text| Some(Value::Version(Version::new(text)))),
        FieldType::Nested | FieldType::Unsupported => Value::Null,
    }
}

fn to_text(value: Value<'_>) -> Value<'_> {
    if value.is_null() || value.as_str().is_some() {
        value
    } else {
        Value::Str(Cow::Owned(value.to_string()))
    }
}

/// Fractions are cut off, as Elasticsearch's integer types do with `coerce` (its default).
fn to_integer<'a>(value: &Value<'a>) -> Value<'a> {
    match value {
        Value::Int(_) | Value::UInt(_) => value.clone(),
        Value::Float(number) => truncate(*number),
        Value::Str(text) => integer_of_text(text),
        Value::Null | Value::Bool(_) | Value::Date(_) | Value::Ip(_) | Value::Version(_) => {
            Value::Null
        }
    }
}

fn integer_of_text<'a>(text: &str) -> Value<'a> {
    if let Ok(number) = text.parse() {
        return Value::Int(number);
    }
    if let Ok(number) = text.parse() {
        return Value::unsigned(number);
    }
    decimal_of_text(text).map_or(Value::Null, truncate)
}

/// A decimal number; `inf`, `nan` and the like are no numbers in JSON.
fn decimal_of_text(text: &str) -> Option<f64> {
    let numeric =
        text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    if numeric { text.parse().ok() } else { None }
}

#[expect(clippy::cast_possible_truncation, reason = "bounded just above")]
fn truncate<'a>(number: f64) -> Value<'a> {
    if number.abs() < 2f64.powi(63) { Value::Int(number.trunc() as i64) } else { Value::Null }
}

fn to_double<'a>(value: &Value<'a>) -> Value<'a> {
    let number = value.as_str().map_or_else(|| value.as_f64(), decimal_of_text);
    number.map_or(Value::Null, Value::Float)
}

/// A whole number stays one, so that division keeps cutting it off.
fn to_number<'a>(value: &Value<'a>) -> Value<'a> {
    let Some(text) = value.as_str() else {
        return if value.as_f64().is_some() { value.clone() } else { Value::Null };
    };
    if let Ok(number) = text.parse() {
        return Value::Int(number);
    }
    decimal_of_text(text).map_or(Value::Null, Value::Float)
}

/// The empty text is false, as in Elasticsearch.
fn to_boolean<'a>(value: &Value<'a>) -> Value<'a> {
    let of_text = || match value.as_str()? {
        "true" => Some(true),
        "false" | "" => Some(false),
        _ => None,
    };
    value.as_bool().or_else(of_text).map_or(Value::Null, Value::Bool)
}

fn to_date<'a>(value: &Value<'a>, resolution: fn(Timestamp) -> Timestamp) -> Value<'a> {
    let time = match value {
        Value::Str(text) => Timestamp::parse(text),
        Value::Int(millis) => Some(Timestamp::from_millis(*millis)),
        Value::Float(millis) => float_millis(*millis),
        Value::Date(time) => Some(*time),
        Value::Null | Value::Bool(_) | Value::UInt(_) | Value::Ip(_) | Value::Version(_) => None,
    };
    time.map_or(Value::Null, |time| Value::Date(resolution(time)))
}

/// Epoch milliseconds with a fraction; beyond the range of whole milliseconds it is no date.
#[expect(clippy::cast_possible_truncation, reason = "bounded by 2^63 milliseconds just above")]
fn float_millis(millis: f64) -> Option<Timestamp> {
    (millis.abs() < 2f64.powi(63)).then(|| Timestamp::from_nanos((millis * 1e6) as i128))
}

fn text_as<'a>(value: &Value<'a>, read: fn(&str) -> Option<Value<'static>>) -> Value<'a> {
    value.as_str().and_then(read).unwrap_or(Value::Null)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coerced(value: Value<'_>, field_type: FieldType) -> String {
        format!("{:?}", coerce(value, field_type))
    }

    #[test]
    fn a_value_converts_as_the_mapping_would() {
        for (value, field_type, expected) in [
            (Value::Int(4), FieldType::Keyword, r#"Str("4")"#),
            (Value::Float(5.0), FieldType::Keyword, r#"Str("5.0")"#),
            (Value::Bool(true), FieldType::Keyword, r#"Str("true")"#),
            (Value::text("17"), FieldType::Long, "Int(17)"),
            (Value::text("4.7"), FieldType::Long, "Int(4)"),
            (Value::text("x"), FieldType::Long, "Null"),
            (Value::text("inf"), FieldType::Double, "Null"),
            (Value::text("1.5"), FieldType::Double, "Float(1.5)"),
            (Value::text("1.5"), FieldType::Number, "Float(1.5)"),
            (Value::text("15"), FieldType::Number, "Int(15)"),
            (Value::Float(4.5), FieldType::Number, "Float(4.5)"),
            (Value::text("true"), FieldType::Boolean, "Bool(true)"),
            (Value::Int(1), FieldType::Boolean, "Null"),
            (Value::text("0:0:0:0:0:0:0:1"), FieldType::Ip, "Ip(Ip(1))"),
            (Value::Int(7), FieldType::Dynamic, "Int(7)"),
            (Value::Null, FieldType::Keyword, "Null"),
        ] {
            assert_eq!(coerced(value.clone(), field_type), expected, "{value:?} as {field_type}");
        }
    }

    #[test]
    fn a_date_keeps_milliseconds_and_a_date_nanos_keeps_all() {
        let text = || Value::text("2020-01-01T00:00:00.123456Z");
        let shown = |field_type| coerce(text(), field_type).to_string();
        assert_eq!(shown(FieldType::Date), "2020-01-01T00:00:00.123Z");
        assert_eq!(shown(FieldType::DateNanos), "2020-01-01T00:00:00.123456Z");
    }
}
