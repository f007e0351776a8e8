//! The JSON of one line, within bounds, and no key twice.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// The longest line, in bytes. The longest rule of Elastic's has 24 KiB; a list of exceptions can be longer.
const MAX_BYTES: usize = 1 << 20;
/// How deep values may be in each other. A rule file may be a little deeper.
const MAX_DEPTH: usize = 64;

/// The object of a line, or what is wrong with it.
pub(super) fn parse(line: &[u8]) -> Result<Map<String, Value>, String> {
    if line.len() > MAX_BYTES {
        return Err(format!("it has more than {MAX_BYTES} bytes, which no rule has"));
    }
    let text = std::str::from_utf8(line)
        .map_err(|error| format!("it is not UTF-8: byte {} is not", error.valid_up_to() + 1))?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let value =
        Whole { depth: MAX_DEPTH }.deserialize(&mut reader).map_err(|error| told(&error))?;
    reader.end().map_err(|error| told(&error))?;
    if let Value::Object(object) = value {
        return Ok(object);
    }
    Err("it is no object".to_owned())
}

/// All lines are the first to the parser.
fn told(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.split(" at line 1 column").next().unwrap_or_default();
    format!("{text} (column {})", error.column())
}

/// A value whose objects have no key twice.
#[derive(Clone, Copy)]
struct Whole {
    depth: usize,
}

impl Whole {
    fn deeper<E: de::Error>(self) -> Result<Self, E> {
        let depth = self.depth.checked_sub(1);
        let depth = depth.ok_or_else(|| {
            E::custom(format!("values are nested more than {MAX_DEPTH} levels deep"))
        })?;
        Ok(Self { depth })
    }
}

impl<'de> DeserializeSeed<'de> for Whole {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Whole {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let deeper = self.deeper()?;
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(deeper)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let deeper = self.deeper()?;
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(de::Error::custom(format!("the key `{key}` is there twice")));
            }
            object.insert(key, entries.next_value_seed(deeper)?);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_object_within_bounds() {
        let problem = |line: &[u8]| parse(line).unwrap_err();
        assert_eq!(parse(br#"{"a": [1, -2, 1.5, null, true, "x"]}"#).unwrap()["a"][5], "x");
        assert_eq!(problem(br#"{"a": 1, "a": 2}"#), "the key `a` is there twice (column 12)");
        assert_eq!(problem(b"[]"), "it is no object");
        assert_eq!(problem(b"{} {}"), "trailing characters (column 4)");
        assert_eq!(problem(b"{\"a\""), "EOF while parsing an object (column 4)");
        assert_eq!(problem(b"{\"\xff\"}"), "it is not UTF-8: byte 3 is not");
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(64), "]".repeat(64));
        assert!(problem(deep.as_bytes()).starts_with("values are nested more than 64 levels deep"));
    }
}
