//! One JSON document and the values at its field paths.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::{FieldPath, FieldType, Value, coerce};

/// One event with the place it came from.
#[derive(Clone, PartialEq, Debug)]
pub struct Event {
    /// Which input, by its place in the list of inputs.
    pub source: u32,
    /// The position of the document in its input, from 1.
    pub record: u64,
    /// The document.
    pub document: Document,
}

/// A JSON object in the order of its keys; a repeated key is kept twice.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Document {
    entries: Vec<(String, Json)>,
}

/// A JSON value.
#[derive(Clone, PartialEq, Debug)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer that fits 64 bits with sign.
    Int(i64),
    /// An integer above `i64::MAX`.
    UInt(u64),
    /// Any other number.
    Float(f64),
    /// A text.
    Str(String),
    /// A list.
    Array(Vec<Json>),
    /// An object.
    Object(Document),
}

impl Document {
    /// The document with these keys, in this order.
    pub fn new(entries: Vec<(String, Json)>) -> Self {
        Self { entries }
    }

    /// Keys and values in the order of the input.
    pub fn entries(&self) -> &[(String, Json)] {
        &self.entries
    }

    /// The value of a key of this object itself (no path).
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Adds a key at the end.
    pub fn push(&mut self, key: impl Into<String>, value: Json) {
        self.entries.push((key.into(), value));
    }

    /// Sets a dotted path, making nested objects on the way; an existing value there is replaced.
    pub fn set(&mut self, path: &str, value: Json) {
        let (head, rest) = match path.split_once('.') {
            Some((head, rest)) => (head, Some(rest)),
            None => (path, None),
        };
        let index = self.index_of(head);
        let slot = &mut self.entries[index].1;
        match rest {
            None => *slot = value,
            Some(rest) => {
                let mut inner = std::mem::replace(slot, Json::Null).into_object();
                inner.set(rest, value);
                *slot = Json::Object(inner);
            }
        }
    }

    fn index_of(&mut self, key: &str) -> usize {
        let found = self.entries.iter().position(|(name, _)| name == key);
        found.unwrap_or_else(|| {
            self.push(key, Json::Null);
            self.entries.len() - 1
        })
    }

    /// All scalars at a path, as JSON has them, in document order: nested and dotted spellings together,
    /// arrays and arrays of objects flattened, an explicit `null` as `Null` (spec 4.1 to 4.3).
    pub fn values(&self, path: &FieldPath) -> Vec<Value<'_>> {
        let mut values = Vec::new();
        self.each_at(path.as_str(), &mut |value| value.scalars(&mut values));
        values
    }

    /// The values at a path, converted to the field's type; what is null or cannot convert is left out.
    pub fn typed_values(&self, path: &FieldPath, field_type: FieldType) -> Vec<Value<'_>> {
        let values = self.values(path).into_iter();
        values.map(|value| coerce(value, field_type)).filter(|value| !value.is_null()).collect()
    }

    /// Changes all scalars at a path, explicit nulls too: those that `values` gives.
    pub fn change(&mut self, path: &FieldPath, change: &mut dyn FnMut(&mut Json)) {
        self.change_at(path.as_str(), change);
    }

    /// Calls `visit` with the dotted path and the value of every scalar, in document order.
    pub fn visit<'a>(&'a self, visit: &mut dyn FnMut(&str, Value<'a>)) {
        self.visit_below(&mut String::new(), visit);
    }

    fn visit_below<'a>(&'a self, path: &mut String, visit: &mut dyn FnMut(&str, Value<'a>)) {
        let length = path.len();
        for (key, value) in &self.entries {
            if length > 0 {
                path.push('.');
            }
            path.push_str(key);
            value.visit_below(path, visit);
            path.truncate(length);
        }
    }

    fn change_at(&mut self, path: &str, change: &mut dyn FnMut(&mut Json)) {
        for (key, value) in &mut self.entries {
            match path.strip_prefix(key.as_str()) {
                Some("") => value.change_scalars(change),
                Some(rest) => {
                    if let Some(rest) = rest.strip_prefix('.') {
                        value.change_at(rest, change);
                    }
                }
                None => {}
            }
        }
    }

    /// The elements of the array at a path, in document order: a value that is no array is the one element of
    /// one, arrays in arrays are one array, and nulls are none.
    pub fn elements(&self, path: &FieldPath) -> Vec<&Json> {
        let mut elements = Vec::new();
        self.each_at(path.as_str(), &mut |value| value.items(&mut elements));
        elements
    }

    /// The part of the document that these paths reach, with all values and elements at them.
    #[must_use]
    pub fn project(&self, paths: &[FieldPath]) -> Self {
        let paths: Vec<&str> = paths.iter().map(FieldPath::as_str).collect();
        self.project_paths(&paths)
    }

    fn project_paths(&self, paths: &[&str]) -> Self {
        let entries = self.entries.iter().filter_map(|(key, value)| {
            let rests: Vec<&str> =
                paths.iter().filter_map(|path| path.strip_prefix(key.as_str())).collect();
            let whole = rests.contains(&"");
            let below: Vec<&str> =
                rests.into_iter().filter_map(|rest| rest.strip_prefix('.')).collect();
            let kept = if whole { value.clone() } else { value.project_paths(&below)? };
            Some((key.clone(), kept))
        });
        Self { entries: entries.collect() }
    }

    /// Roughly how much memory it takes, in bytes.
    pub fn bytes(&self) -> u64 {
        let entry = |(key, value): &(String, Json)| {
            (size_of::<(String, Json)>() + key.len()) as u64 + value.bytes()
        };
        self.entries.iter().map(entry).sum()
    }

    /// Calls `found` with each value at a path, in document order.
    fn each_at<'a>(&'a self, path: &str, found: &mut impl FnMut(&'a Json)) {
        for (key, value) in &self.entries {
            match path.strip_prefix(key.as_str()) {
                Some("") => found(value),
                Some(rest) => {
                    if let Some(rest) = rest.strip_prefix('.') {
                        value.each_at(rest, found);
                    }
                }
                None => {}
            }
        }
    }
}

impl Json {
    /// The object, where this is one.
    pub fn as_object(&self) -> Option<&Document> {
        if let Self::Object(document) = self { Some(document) } else { None }
    }

    /// The text, where this is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::Str(text) = self { Some(text) } else { None }
    }

    /// The scalars at a path below this value, converted to a type; at the empty path, those that it is itself.
    pub fn typed_values(&self, path: &FieldPath, field_type: FieldType) -> Vec<Value<'_>> {
        let mut values = Vec::new();
        self.each_from(path, &mut |value| value.scalars(&mut values));
        let values = values.into_iter().map(|value| coerce(value, field_type));
        values.filter(|value| !value.is_null()).collect()
    }

    /// The elements of the array at a path below this value; at the empty path, those of this value.
    pub fn elements(&self, path: &FieldPath) -> Vec<&Self> {
        let mut elements = Vec::new();
        self.each_from(path, &mut |value| value.items(&mut elements));
        elements
    }

    /// Calls `found` with each value at a path below this value; at the empty path, with this value.
    fn each_from<'a>(&'a self, path: &FieldPath, found: &mut impl FnMut(&'a Self)) {
        match path.as_str() {
            "" => found(self),
            path => self.each_at(path, found),
        }
    }

    fn items<'a>(&'a self, elements: &mut Vec<&'a Self>) {
        match self {
            Self::Null => {}
            Self::Array(items) => items.iter().for_each(|item| item.items(elements)),
            Self::Bool(_)
            | Self::Int(_)
            | Self::UInt(_)
            | Self::Float(_)
            | Self::Str(_)
            | Self::Object(_) => elements.push(self),
        }
    }

    /// What the paths reach below this value; `None` where that is nothing.
    fn project_paths(&self, paths: &[&str]) -> Option<Self> {
        if paths.is_empty() {
            return None;
        }
        match self {
            Self::Object(document) => Some(Self::Object(document.project_paths(paths))),
            Self::Array(items) => Some(Self::Array(
                items.iter().filter_map(|item| item.project_paths(paths)).collect(),
            )),
            Self::Null
            | Self::Bool(_)
            | Self::Int(_)
            | Self::UInt(_)
            | Self::Float(_)
            | Self::Str(_) => None,
        }
    }

    fn bytes(&self) -> u64 {
        match self {
            Self::Str(text) => text.len() as u64,
            Self::Array(items) => {
                items.iter().map(|item| size_of::<Self>() as u64 + item.bytes()).sum()
            }
            Self::Object(document) => document.bytes(),
            Self::Null | Self::Bool(_) | Self::Int(_) | Self::UInt(_) | Self::Float(_) => 0,
        }
    }

    /// The object, or an empty one.
    fn into_object(self) -> Document {
        if let Self::Object(document) = self { document } else { Document::default() }
    }

    fn each_at<'a>(&'a self, path: &str, found: &mut impl FnMut(&'a Self)) {
        match self {
            Self::Object(document) => document.each_at(path, found),
            Self::Array(items) => items.iter().for_each(|item| item.each_at(path, found)),
            Self::Null
            | Self::Bool(_)
            | Self::Int(_)
            | Self::UInt(_)
            | Self::Float(_)
            | Self::Str(_) => {}
        }
    }

    fn scalars<'a>(&'a self, values: &mut Vec<Value<'a>>) {
        match (self, self.scalar()) {
            (Self::Array(items), _) => items.iter().for_each(|item| item.scalars(values)),
            (_, scalar) => values.extend(scalar),
        }
    }

    /// The value, where this is neither a list nor an object.
    fn scalar(&self) -> Option<Value<'_>> {
        Some(match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Int(value) => Value::Int(*value),
            Self::UInt(value) => Value::UInt(*value),
            Self::Float(value) => Value::Float(*value),
            Self::Str(value) => Value::Str(Cow::Borrowed(value)),
            Self::Array(_) | Self::Object(_) => return None,
        })
    }

    fn visit_below<'a>(&'a self, path: &mut String, visit: &mut dyn FnMut(&str, Value<'a>)) {
        match (self, self.scalar()) {
            (Self::Object(document), _) => document.visit_below(path, visit),
            (Self::Array(items), _) => items.iter().for_each(|item| item.visit_below(path, visit)),
            (_, scalar) => scalar.into_iter().for_each(|value| visit(path, value)),
        }
    }

    fn change_at(&mut self, path: &str, change: &mut dyn FnMut(&mut Self)) {
        match self {
            Self::Object(document) => document.change_at(path, change),
            Self::Array(items) => items.iter_mut().for_each(|item| item.change_at(path, change)),
            Self::Null
            | Self::Bool(_)
            | Self::Int(_)
            | Self::UInt(_)
            | Self::Float(_)
            | Self::Str(_) => {}
        }
    }

    fn change_scalars(&mut self, change: &mut dyn FnMut(&mut Self)) {
        match self {
            Self::Array(items) => items.iter_mut().for_each(|item| item.change_scalars(change)),
            Self::Object(_) => {}
            Self::Null
            | Self::Bool(_)
            | Self::Int(_)
            | Self::UInt(_)
            | Self::Float(_)
            | Self::Str(_) => change(self),
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Str(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Str(text)
    }
}

impl From<i64> for Json {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

/// The JSON value of a field's type: text for dates (ISO), addresses and versions.
impl From<&Value<'_>> for Json {
    fn from(value: &Value<'_>) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Int(value) => Self::Int(*value),
            Value::UInt(value) => Self::UInt(*value),
            Value::Float(value) => Self::Float(*value),
            Value::Str(_) | Value::Date(_) | Value::Ip(_) | Value::Version(_) => {
                Self::Str(value.to_string())
            }
        }
    }
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.entries.len()))?;
        for (key, value) in &self.entries {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Int(value) => serializer.serialize_i64(*value),
            Self::UInt(value) => serializer.serialize_u64(*value),
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Str(value) => serializer.serialize_str(value),
            Self::Array(items) => items.serialize(serializer),
            Self::Object(document) => document.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(DocumentVisitor)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct DocumentVisitor;

impl<'de> Visitor<'de> for DocumentVisitor {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Document, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Document { entries })
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Int(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Json, E> {
        Ok(i64::try_from(value).map_or(Json::UInt(value), Json::Int))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Float(value))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Str(value.to_owned()))
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Json, E> {
        Ok(Json::Str(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Json::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Json, A::Error> {
        DocumentVisitor.visit_map(map).map(Json::Object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(json: &str, path: &str) -> String {
        let document: Document = serde_json::from_str(json).unwrap();
        format!("{:?}", document.values(&FieldPath::new(path)))
    }

    #[test]
    fn nested_and_dotted_keys_are_one_field() {
        let json = r#"{"a": {"b": 1, "b.c": 5}, "a.b": 2, "a.b.c": 3, "a": {"b": {"c": 4}}}"#;
        assert_eq!(values(json, "a.b"), "[Int(1), Int(2)]");
        assert_eq!(values(json, "a.b.c"), "[Int(5), Int(3), Int(4)]");
    }

    #[test]
    fn arrays_of_objects_contribute_all_their_leaves() {
        assert_eq!(
            values(r#"{"a": [{"b": 1}, {"b": [2, [3, null]]}, 9]}"#, "a.b"),
            "[Int(1), Int(2), Int(3), Null]"
        );
        assert_eq!(values(r#"{"a": []}"#, "a"), "[]");
        assert_eq!(values(r#"{"ab": 1}"#, "a"), "[]");
    }

    #[test]
    fn elements_keep_what_belongs_together() {
        let json = r#"{"a": [{"b": [{"c": 1}, null, [{"c": 2}]]}, {"b": {"c": 3}}], "a.b": "x"}"#;
        let document: Document = serde_json::from_str(json).unwrap();
        let elements = document.elements(&FieldPath::new("a.b"));
        let shown: Vec<_> =
            elements.iter().map(|element| serde_json::to_string(element).unwrap()).collect();
        assert_eq!(shown, [r#"{"c":1}"#, r#"{"c":2}"#, r#"{"c":3}"#, r#""x""#]);
        let below = |path| elements[1].typed_values(&FieldPath::new(path), FieldType::Dynamic);
        assert_eq!(below("c"), [Value::Int(2)]);
        assert_eq!(below(""), []);
        let itself = elements[3].typed_values(&FieldPath::new(""), FieldType::Keyword);
        assert_eq!(itself, [Value::text("x")]);
    }

    #[test]
    fn a_projection_has_the_same_values_at_its_paths() {
        let json = r#"{"a": [{"b": 1, "c": 2}, 3], "a.b": 4, "d": {"e": 5}, "f": 6}"#;
        let document: Document = serde_json::from_str(json).unwrap();
        let paths = ["a.b", "f", "g"].map(FieldPath::new);
        let projected = document.project(&paths);
        assert_eq!(
            serde_json::to_string(&projected).unwrap(),
            r#"{"a":[{"b":1}],"a.b":4,"d":{},"f":6}"#.replace(r#","d":{}"#, "")
        );
        for path in &paths {
            assert_eq!(projected.values(path), document.values(path));
        }
    }

    #[test]
    fn a_document_prints_as_it_was_read() {
        let json = r#"{"b":[1,-2,1.5,18446744073709551615,null,true,"x\n"],"a":{"a":{}}}"#;
        let document: Document = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&document).unwrap(), json);
    }

    #[test]
    fn a_visit_names_each_scalar_and_a_change_reaches_the_same() {
        let json = r#"{"a": [{"b": 1}, {"b": [2, null]}], "a.b": 3, "c": {}}"#;
        let mut document: Document = serde_json::from_str(json).unwrap();
        let mut seen = Vec::new();
        document.visit(&mut |path, value| seen.push(format!("{path}={value}")));
        assert_eq!(seen, ["a.b=1", "a.b=2", "a.b=null", "a.b=3"]);
        document.change(&FieldPath::new("a.b"), &mut |value| *value = Json::Int(0));
        let changed = r#"{"a":[{"b":0},{"b":[0,0]}],"a.b":0,"c":{}}"#;
        assert_eq!(serde_json::to_string(&document).unwrap(), changed);
    }

    #[test]
    fn set_makes_objects_on_the_way() {
        let mut document = Document::default();
        document.set("a.b", Json::Int(1));
        document.set("a.c", Json::Int(2));
        document.set("a.b", Json::Int(3));
        assert_eq!(serde_json::to_string(&document).unwrap(), r#"{"a":{"b":3,"c":2}}"#);
    }
}
