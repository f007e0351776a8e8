//! The field types that generated queries see: ECS, and some fields of types that ECS has none of.

use event_schema::{Catalogue, Ecs, Schema};

/// Fields beside those of ECS, by the type that a mapping would declare. `acme.*` is in neither.
const FIELDS: [(&str, &str); 5] = [
    ("typed.double", "double"),
    ("typed.integer", "integer"),
    ("typed.nanos", "date_nanos"),
    ("typed.unsigned", "unsigned_long"),
    ("typed.version", "version"),
];

struct Typed;

impl Catalogue for Typed {
    fn declared(&self, name: &str) -> Option<&str> {
        FIELDS.iter().find(|(field, _)| *field == name).map(|(_, declared)| *declared)
    }

    fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        Box::new(FIELDS.iter().map(|(field, _)| *field))
    }
}

/// The schema of all generated queries.
pub(super) fn schema() -> Schema {
    Schema::new(vec![Box::new(Typed), Box::new(Ecs)])
}
