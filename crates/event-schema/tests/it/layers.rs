//! The catalogue on top decides.

use event::FieldType;
use event_schema::{Catalogue, Ecs, Schema};

/// A user's own mapping.
struct Mapping(&'static [(&'static str, &'static str)]);

impl Catalogue for Mapping {
    fn declared(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|field| field.0 == name).map(|field| field.1)
    }

    fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        Box::new(self.0.iter().map(|field| field.0))
    }
}

fn over_ecs(fields: &'static [(&'static str, &'static str)]) -> Schema {
    Schema::new(vec![Box::new(Mapping(fields)), Box::new(Ecs)])
}

#[test]
fn the_mapping_wins_over_ecs() {
    let schema = over_ecs(&[("process.pid", "keyword")]);
    assert_eq!(schema.field_type("process.pid"), Some(FieldType::Keyword));
    assert_eq!(schema.declared("process.pid"), Some("keyword"));
}

#[test]
fn ecs_fills_in_what_the_mapping_does_not_say() {
    let schema = over_ecs(&[("acme.score", "half_float")]);
    assert_eq!(schema.field_type("acme.score"), Some(FieldType::Double));
    assert_eq!(schema.field_type("process.pid"), Some(FieldType::Long));
}

#[test]
fn a_flattened_parent_in_the_mapping_wins_over_the_field_in_ecs() {
    let schema = over_ecs(&[("process", "flattened")]);
    assert_eq!(schema.field_type("process.pid"), Some(FieldType::Keyword));
}

#[test]
fn a_mapping_can_make_a_field_usable_that_is_nested_in_ecs() {
    let schema = over_ecs(&[("email.attachments.file.extension", "keyword")]);
    assert_eq!(schema.field_type("email.attachments.file.extension"), Some(FieldType::Keyword));
}

#[test]
fn names_of_all_layers_come_once_and_sorted() {
    let schema = over_ecs(&[("process.pid", "keyword"), ("acme.score", "long")]);
    let names: Vec<&str> = schema.names().collect();
    assert!(names.is_sorted_by(|one, next| one < next));
    assert!(names.contains(&"acme.score"));
}
