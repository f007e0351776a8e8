//! Values as bytes that can be looked up.

use event::Value;

/// Writes a value so that equal values are equal bytes: texts in lower case, numbers of one size alike.
/// `false` where values of its type are not looked up.
pub(super) fn write_key(value: &Value<'_>, key: &mut Vec<u8>) -> bool {
    key.clear();
    match value {
        Value::Str(text) => {
            key.push(b's');
            key.extend_from_slice(text.as_bytes());
            key.make_ascii_lowercase();
        }
        Value::Bool(value) => key.extend_from_slice(if *value { b"true" } else { b"false" }),
        Value::Int(number) => write_integer(i128::from(*number), key),
        Value::UInt(number) => write_integer(i128::from(*number), key),
        Value::Float(number) => write_float(*number, key),
        Value::Null | Value::Date(_) | Value::Ip(_) | Value::Version(_) => return false,
    }
    true
}

/// Whether values of its type are looked up.
pub(super) fn has_key(value: &Value<'_>) -> bool {
    match value {
        Value::Str(_) | Value::Bool(_) | Value::Int(_) | Value::UInt(_) | Value::Float(_) => true,
        Value::Null | Value::Date(_) | Value::Ip(_) | Value::Version(_) => false,
    }
}

/// How long the key of a text is.
pub(super) fn key_length(text: &str) -> usize {
    text.len() + 1
}

fn write_integer(number: i128, key: &mut Vec<u8>) {
    key.push(b'i');
    key.extend_from_slice(&number.to_le_bytes());
}

/// A float that is whole equals an integer, which is why it is written as one.
#[expect(clippy::cast_possible_truncation, reason = "bounded just before")]
fn write_float(number: f64, key: &mut Vec<u8>) {
    if number.fract() == 0.0 && number.abs() < 2f64.powi(66) {
        write_integer(number as i128, key);
    } else if number.is_nan() {
        key.extend_from_slice(b"nan");
    } else {
        key.push(b'f');
        key.extend_from_slice(&number.to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key of a value; `None` where values of its type are not looked up.
    fn key_of(value: &Value<'_>) -> Option<Vec<u8>> {
        let mut key = Vec::new();
        let is_written = write_key(value, &mut key);
        assert_eq!(is_written, has_key(value), "{value}");
        is_written.then_some(key)
    }

    #[test]
    fn values_that_are_equal_have_one_key() {
        let values = [
            Value::Int(5),
            Value::Float(5.0),
            Value::UInt(u64::MAX),
            Value::Float(1.5),
            Value::Float(f64::NAN),
            Value::Float(-0.0),
            Value::Int(0),
            Value::Bool(true),
            Value::text("true"),
            Value::text("5"),
            Value::Int(i64::MAX),
            Value::Float(9.223_372_036_854_776e18),
            Value::Float(1e300),
        ];
        for left in &values {
            for right in &values {
                assert_eq!(left.equals(right), key_of(left) == key_of(right), "{left} {right}");
            }
        }
        assert_eq!(key_of(&Value::text("ABc")), key_of(&Value::text("abC")));
    }
}
