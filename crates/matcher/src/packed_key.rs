//! A join key as bytes: small, and the same bytes where keys are equal.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use event::{Ip, JoinKey, Timestamp, Value, Version};

/// How many bytes need no memory of their own: a text of 36 letters, as an entity id is, with its tag and length.
const INLINE: usize = 38;

/// The bytes of a key, and how it is shown where equal keys are shown differently: `4` and `4.0` are one key (spec 14.3).
#[derive(Clone, Debug)]
pub struct PackedKey(Form);

#[derive(Clone, Debug)]
enum Form {
    /// The bytes behind `length` are zero.
    Inline { length: u8, bytes: [u8; INLINE] },
    /// More bytes than go inline.
    Boxed(Box<[u8]>),
    /// Shown otherwise than its bytes say.
    Shown(Box<(Box<[u8]>, JoinKey)>),
}

impl PackedKey {
    /// The bytes of a key.
    pub(crate) fn new(key: &JoinKey) -> Self {
        let mut writer = Writer::new();
        key.0.iter().for_each(|value| writer.value(value));
        if key.0.iter().any(|value| matches!(value, Value::Float(number) if is_whole(*number))) {
            return Self(Form::Shown(Box::new((writer.finish().bytes().into(), key.clone()))));
        }
        writer.finish()
    }

    /// The key of single values; `None` where one is shown otherwise than its bytes say.
    pub(crate) fn of<'v>(values: impl Iterator<Item = Value<'v>>) -> Option<Self> {
        let mut writer = Writer::new();
        for value in values {
            if matches!(value, Value::Float(number) if is_whole(number)) {
                return None;
            }
            writer.value(&value);
        }
        Some(writer.finish())
    }

    /// The key as it is shown.
    pub fn to_join_key(&self) -> JoinKey {
        if let Form::Shown(shown) = &self.0 {
            return shown.1.clone();
        }
        let mut reader = Reader { rest: self.bytes() };
        JoinKey(std::iter::from_fn(|| reader.value()).collect())
    }

    /// The same key, no matter how it is shown.
    pub(crate) fn into_bare(self) -> Self {
        if let Form::Shown(shown) = self.0 { Self(Form::Boxed(shown.0)) } else { self }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        match &self.0 {
            Form::Inline { length, bytes } => &bytes[..usize::from(*length)],
            Form::Boxed(bytes) => bytes,
            Form::Shown(shown) => &shown.0,
        }
    }

    /// The memory that it takes beside itself.
    pub(crate) fn heap_bytes(&self) -> usize {
        match &self.0 {
            Form::Inline { .. } => 0,
            Form::Boxed(bytes) => bytes.len(),
            Form::Shown(shown) => shown.0.len() + size_of_val(shown.1.0.as_slice()),
        }
    }
}

impl PartialEq for PackedKey {
    fn eq(&self, other: &Self) -> bool {
        self.bytes() == other.bytes()
    }
}

impl Eq for PackedKey {}

impl Hash for PackedKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes().hash(state);
    }
}

/// Whether an integer equals it.
fn is_whole(number: f64) -> bool {
    number.fract() == 0.0 && number.abs() < 2f64.powi(65)
}

/// A key that is being written.
struct Writer {
    length: usize,
    bytes: [u8; INLINE],
    /// All bytes, once they are too many.
    more: Vec<u8>,
}

impl Writer {
    fn new() -> Self {
        Self { length: 0, bytes: [0; INLINE], more: Vec::new() }
    }

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
        if is_whole(number) {
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
            Ok(length) if self.length <= INLINE => {
                PackedKey(Form::Inline { length, bytes: self.bytes })
            }
            _ => PackedKey(Form::Boxed(self.more.into())),
        }
    }
}

/// Reads what `Writer` has written.
struct Reader<'b> {
    rest: &'b [u8],
}

impl Reader<'_> {
    fn value(&mut self) -> Option<Value<'static>> {
        let [tag] = self.fixed()?;
        Some(match tag {
            1 => Value::Bool(self.fixed()? == [1]),
            2 => integer(i128::from_le_bytes(self.fixed()?)),
            3 => Value::Float(f64::from_le_bytes(self.fixed()?)),
            4 => Value::Date(Timestamp::from_nanos(i128::from_le_bytes(self.fixed()?))),
            5 => Value::Ip(Ip::from_bits(u128::from_le_bytes(self.fixed()?))),
            6 => Value::Version(Version::new(&self.text()?)),
            7 => Value::text(self.text()?.into_owned()),
            _ => Value::Null,
        })
    }

    fn text(&mut self) -> Option<Cow<'_, str>> {
        let [short] = self.fixed()?;
        let length = match short {
            u8::MAX => usize::from_le_bytes(self.fixed()?),
            short => usize::from(short),
        };
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(String::from_utf8_lossy(text))
    }

    fn fixed<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (bytes, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*bytes)
    }
}

fn integer(number: i128) -> Value<'static> {
    let unsigned = || u64::try_from(number).map_or(Value::Null, Value::UInt);
    i64::try_from(number).map_or_else(|_| unsigned(), Value::Int)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn keys_are_shown_as_they_were() {
        for left in values() {
            for right in values() {
                let key = JoinKey(vec![left.clone(), right]);
                let shown = PackedKey::new(&key).to_join_key();
                assert_eq!(format!("{shown:?}"), format!("{key:?}"));
                if let Some(packed) = PackedKey::of(key.0.iter().cloned()) {
                    assert_eq!(format!("{:?}", packed.to_join_key()), format!("{key:?}"));
                }
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
