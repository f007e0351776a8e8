//! Which names fields have: those of ECS, or those of a field map.

use std::collections::BTreeMap;

use crate::Names;

/// The names of fields in Sysmon's events, by kind of event: facts of its manual and of the field reference of ECS.
const SYSMON: &str = include_str!("sysmon.json");

/// Which names fields have.
pub(super) struct FieldNames {
    /// By kind of event, then by name in ECS; nothing where the names of ECS stay.
    map: Option<Map>,
}

type Map = BTreeMap<String, BTreeMap<String, String>>;

/// Where a field stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Place {
    /// The name.
    pub(super) field: String,
    /// Which part of its value is meant.
    pub(super) part: Part,
}

/// Which part of a value is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// What stands behind the last backslash.
    Name,
    /// What stands behind the last full stop.
    Extension,
    /// One of several words in it.
    Words,
}

impl FieldNames {
    /// The names that are wanted; the error says what is wrong with a map.
    pub(super) fn new(names: Names, map: Option<&str>) -> Result<Self, String> {
        let text = match (names, map) {
            (_, Some(text)) => text,
            (Names::Ecs, None) => return Ok(Self { map: None }),
            (Names::Sysmon, None) => SYSMON,
        };
        let map = serde_json::from_str(text).map_err(|error| format!("the field map: {error}"))?;
        Ok(Self { map: Some(map) })
    }

    /// Whether the log source says what kind of events they are, rather than fields of ECS.
    pub(super) fn is_mapped(&self) -> bool {
        self.map.is_some()
    }

    /// What ECS calls a field of the map.
    pub(super) fn ecs_name(&self, category: &str, field: &str) -> Option<&str> {
        let names = self.map.as_ref()?.get(category)?;
        names.iter().find(|(_, name)| *name == field).map(|(path, _)| path.as_str())
    }

    /// Where a field stands in events of a kind; nothing where the map does not know it.
    pub(super) fn place(&self, category: Option<&str>, path: &str) -> Option<Place> {
        let Some(map) = &self.map else {
            return Some(Place { field: path.to_owned(), part: Part::Whole });
        };
        let name = map.get(category?)?.get(path)?;
        let (part, field) = match name.split_once(' ') {
            Some(("name", field)) => (Part::Name, field),
            Some(("extension", field)) => (Part::Extension, field),
            Some(("words", field)) => (Part::Words, field),
            _ => (Part::Whole, name.as_str()),
        };
        Some(Place { field: field.to_owned(), part })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_can_be_a_part_of_another() {
        let names = FieldNames::new(Names::Sysmon, None).unwrap();
        let place = |path| names.place(Some("process_creation"), path);
        let image = |part| Some(Place { field: "Image".to_owned(), part });
        assert_eq!(place("process.executable"), image(Part::Whole));
        assert_eq!(place("process.name"), image(Part::Name));
        assert_eq!(place("process.hash.md5"), None);
        assert_eq!(names.place(None, "process.name"), None);
        assert!(FieldNames::new(Names::Ecs, Some("[]")).is_err());
    }
}
