//! A list of fields with their types.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::{Catalogue, Ecs};

/// Fields and mapping types in byte order of the names.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FieldTable {
    rows: Vec<(Box<str>, Box<str>)>,
}

impl FieldTable {
    /// The fields of some rows; of two rows with one name the first holds.
    pub fn new(mut rows: Vec<(Box<str>, Box<str>)>) -> Self {
        rows.sort_by(|one, other| one.0.cmp(&other.0));
        rows.dedup_by(|next, kept| next.0 == kept.0);
        let plain: Vec<_> = rows.iter().map(|(_, declared)| plain(declared, &rows)).collect();
        for (row, plain) in rows.iter_mut().zip(plain) {
            if let Some(plain) = plain {
                row.1 = plain;
            }
        }
        Self { rows }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The fields of both lists; where both have a name, this one's type holds.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        Self::new(self.rows.iter().chain(&other.rows).cloned().collect())
    }

    /// Whether fields can be below this one that the list does not name: an object of which no field is listed.
    pub(super) fn is_open_below(&self, name: &str) -> bool {
        let Some(place) = self.place(name) else { return false };
        let below = self.rows.get(place + 1).and_then(|(next, _)| next.strip_prefix(name));
        &*self.rows[place].1 == "object" && !below.is_some_and(|rest| rest.starts_with('.'))
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.rows.binary_search_by(|(known, _)| (**known).cmp(name)).ok()
    }
}

impl Catalogue for FieldTable {
    fn declared(&self, name: &str) -> Option<&str> {
        self.place(name).map(|place| &*self.rows[place].1)
    }

    fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        Box::new(self.rows.iter().map(|(name, _)| &**name))
    }
}

/// What a mapping would say in place of a word that none knows: the target's type for an alias, and `object`, whose
/// values have no type, for what is only known to be something.
fn plain(declared: &str, rows: &[(Box<str>, Box<str>)]) -> Option<Box<str>> {
    if let Some(target) = declared.strip_prefix("alias:") {
        let place = rows.binary_search_by(|(known, _)| (**known).cmp(target));
        let known = place.ok().map(|place| &*rows[place].1).or_else(|| Ecs.declared(target));
        return Some(known.filter(|known| !known.starts_with("alias:")).unwrap_or("object").into());
    }
    match declared {
        "number" => Some("double".into()),
        "alias" | "array" | "group" | "unknown" => Some("object".into()),
        _ => None,
    }
}

impl<'de> Deserialize<'de> for FieldTable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Rows).map(Self::new)
    }
}

/// Reads `{"field": "type"}`; what is no text is left out, and a list, which names no fields, is empty.
struct Rows;

impl<'de> Visitor<'de> for Rows {
    type Value = Vec<(Box<str>, Box<str>)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of fields and types")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut rows = Vec::new();
        while let Some(name) = map.next_key()? {
            let Declared(declared) = map.next_value()?;
            rows.extend(declared.map(|declared| (name, declared)));
        }
        Ok(rows)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Vec::new())
    }
}

/// A text; nothing for another value.
struct Declared(Option<Box<str>>);

impl<'de> Deserialize<'de> for Declared {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Text).map(Self)
    }
}

struct Text;

impl<'de> Visitor<'de> for Text {
    type Value = Option<Box<str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the type of a field")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(text.into()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        IgnoredAny.visit_seq(list).map(|_| None)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        IgnoredAny.visit_map(map).map(|_| None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alias_has_the_type_of_its_target() {
        let json = r#"{"b": "long", "a": "alias:b", "c": "alias:process.pid", "d": "alias:none", "e": 1, "f": {"x": []}, "g": [1, null]}"#;
        let table: FieldTable = serde_json::from_str(json).unwrap();
        let types: Vec<_> = ["a", "c", "d", "e"].map(|name| table.declared(name)).into();
        assert_eq!(types, [Some("long"), Some("long"), Some("object"), None]);
    }

    #[test]
    fn an_object_without_listed_fields_is_open() {
        let json = r#"{"a": "object", "a.b": "long", "c": "object", "cd": "long"}"#;
        let table: FieldTable = serde_json::from_str(json).unwrap();
        assert!(
            table.is_open_below("c") && !table.is_open_below("a") && !table.is_open_below("cd")
        );
    }
}
