//! Which names fields have: those of ECS, or those of a field map.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::{FieldMapError, Names};

/// The names of fields in Sysmon's events, by kind of event: facts of its manual and of the field reference of ECS.
const SYSMON: &str = include_str!("sysmon.json");

/// Which names fields have.
pub(super) struct FieldNames {
    /// By kind of event, then by name in ECS; nothing where the names of ECS stay.
    map: Option<Arc<FieldMap>>,
}

/// Names of fields by kind of event, then by name in ECS.
pub(crate) type FieldMap = BTreeMap<String, BTreeMap<String, String>>;

static SYSMON_MAP: LazyLock<Arc<FieldMap>> =
    LazyLock::new(|| Arc::new(read(SYSMON).unwrap_or_default()));

/// Reads a map; the error says what is wrong with it.
pub(super) fn read(text: &str) -> Result<FieldMap, FieldMapError> {
    serde_json::from_str(text).map_err(|error| FieldMapError::of_json(&error))
}

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
    /// The names that are wanted; a map of the user's own wins.
    pub(super) fn new(names: Names, own: Option<&Arc<FieldMap>>) -> Self {
        let map = match (names, own) {
            (_, Some(own)) => Some(own),
            (Names::Ecs, None) => None,
            (Names::Sysmon, None) => Some(&*SYSMON_MAP),
        };
        Self { map: map.cloned() }
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
        let names = FieldNames::new(Names::Sysmon, None);
        let place = |path| names.place(Some("process_creation"), path);
        let image = |part| Some(Place { field: "Image".to_owned(), part });
        assert_eq!(place("process.executable"), image(Part::Whole));
        assert_eq!(place("process.name"), image(Part::Name));
        assert_eq!(place("process.hash.md5"), None);
        assert_eq!(names.place(None, "process.name"), None);
        let wrong = read("{\n  []").unwrap_err();
        assert_eq!((wrong.place, wrong.problem.as_str()), (Some((2, 3)), "key must be a string"));
    }
}
