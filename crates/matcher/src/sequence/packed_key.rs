//! A join key as bytes, for tables: small, and the same bytes where keys are equal.

use event::{JoinKey, Value};

/// How many bytes need no memory of their own: a text of 36 letters, as an entity id is, with its tag and length.
const INLINE: usize = 38;

/// The bytes of a key. What a result shows is not in it: `4` and `4.0` are one key (spec 14.3).
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum PackedKey {
    /// The bytes behind `length` are zero.
    Inline { length: u8, bytes: [u8; INLINE] },
    /// More bytes than go inline.
    Boxed(Box<[u8]>),
}

/// A key that is being written.
struct Writer {
    length: usize,
    bytes: [u8; INLINE],
    /// All bytes, once they are too many.
    more: Vec<u8>,
}

impl PackedKey {
    pub(super) fn new(key: &JoinKey) -> Self {
        let mut writer = Writer { length: 0, bytes: [0; INLINE], more: Vec::new() };
        key.0.iter().for_each(|value| writer.value(value));
        writer.finish()
    }

    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Self::Inline { length, bytes } => &bytes[..usize::from(*length)],
            Self::Boxed(bytes) => bytes,
        }
    }

    /// The memory that it takes beside itself.
    pub(super) fn heap_bytes(&self) -> usize {
        if let Self::Boxed(bytes) = self { bytes.len() } else { 0 }
    }
}

impl Writer {
    fn value(&mut self, value: &Value<'_>) {
        match value {
            Value::Null => self.write(&[0]),
            Value::Bool(value) => self.write(&[1, u8::from(*value)]),
            Value::Int(_) | Value::UInt(_) => self.integer(value.integer().unwrap_or_default()),
            Value::Float(number) => self.float(*number),
            Value::Date(time) => self.fixed(4, time.nanos().to_le_bytes()),
            Value::Ip(address) => self.fixed(5, address.bits().to_le_bytes()),
            Value::Version(version) => self.text(6, version.as_str()),
            Value::Str(text) => self.text(7, text),
        }
    }

    fn integer(&mut self, number: i128) {
        self.fixed(2, number.to_le_bytes());
    }

    /// A whole number is an integer, `-0.0` too, and every NaN is the same.
    fn float(&mut self, number: f64) {
        if number.fract() == 0.0 && number.abs() < 2f64.powi(65) {
            #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^65")]
            self.integer(number as i128);
        } else {
            let number = if number.is_nan() { f64::NAN } else { number };
            self.fixed(3, number.to_le_bytes());
        }
    }

    fn fixed<const N: usize>(&mut self, tag: u8, bytes: [u8; N]) {
        self.write(&[tag]);
        self.write(&bytes);
    }

    /// With its length before it, so that two texts never run into each other.
    fn text(&mut self, tag: u8, text: &str) {
        match u8::try_from(text.len()) {
            Ok(length) if length < u8::MAX => self.write(&[tag, length]),
            _ => {
                self.write(&[tag, u8::MAX]);
                self.write(&text.len().to_le_bytes());
            }
        }
        self.write(text.as_bytes());
    }

    fn write(&mut self, bytes: &[u8]) {
        let end = self.length + bytes.len();
        if let Some(room) = self.bytes.get_mut(self.length..end) {
            room.copy_from_slice(bytes);
        } else {
            if self.more.is_empty() {
                self.more.extend_from_slice(&self.bytes[..self.length]);
            }
            self.more.extend_from_slice(bytes);
        }
        self.length = end;
    }

    fn finish(self) -> PackedKey {
        match u8::try_from(self.length) {
            Ok(length) if self.length <= INLINE => PackedKey::Inline { length, bytes: self.bytes },
            _ => PackedKey::Boxed(self.more.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use event::{Ip, Timestamp, Version};

    fn values() -> Vec<Value<'static>> {
        let text = |length| Value::text("x".repeat(length));
        vec![
            Value::Null,
            Value::Bool(false),
            Value::Bool(true),
            Value::Int(4),
            Value::Float(4.0),
            Value::Float(4.5),
            Value::Float(0.0),
            Value::Float(-0.0),
            Value::Float(f64::NAN),
            Value::Float(-f64::NAN),
            Value::Float(f64::INFINITY),
            Value::Float(f64::NEG_INFINITY),
            Value::Float(1e300),
            Value::Int(i64::MAX),
            Value::UInt(1 << 63),
            Value::Float(2f64.powi(63)),
            Value::Date(Timestamp::from_nanos(4)),
            Value::Ip(Ip::from_bits(4)),
            Value::Version(Version::new("4")),
            Value::Version(Version::new("4+a")),
            Value::text("4"),
            Value::text(""),
            text(35),
            text(36),
            text(37),
            text(254),
            text(255),
            text(300),
        ]
    }

    #[test]
    fn keys_are_equal_where_their_bytes_are() {
        let values = values();
        let one = values.iter().map(|value| JoinKey(vec![value.clone()]));
        let pairs = values
            .iter()
            .flat_map(|left| values.iter().map(|right| JoinKey(vec![left.clone(), right.clone()])));
        let keys: Vec<_> = one.chain(pairs).map(|key| (PackedKey::new(&key), key)).collect();
        for (left_packed, left) in &keys {
            for (right_packed, right) in &keys {
                let same = left_packed == right_packed;
                assert_eq!(same, left == right, "{left:?} {right:?}");
                assert_eq!(same, left_packed.bytes() == right_packed.bytes());
            }
        }
    }

    #[test]
    fn the_id_of_an_entity_takes_no_memory_of_its_own() {
        let key = JoinKey(vec![Value::text("a".repeat(36))]);
        assert_eq!(PackedKey::new(&key).heap_bytes(), 0);
        assert_eq!(size_of::<PackedKey>(), 40);
    }
}
