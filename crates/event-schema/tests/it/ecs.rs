//! Facts of ECS that queries depend on.

use event::FieldType;
use event_schema::{Catalogue, Ecs, Schema};

#[track_caller]
fn assert_type(name: &str, expected: FieldType) {
    assert_eq!(Schema::ecs().field_type(name), Some(expected), "{name}");
}

#[test]
fn fields_have_the_type_that_ecs_gives_them() {
    assert_type("@timestamp", FieldType::Date);
    assert_type("event.category", FieldType::Keyword);
    assert_type("event.ingested", FieldType::Date);
    assert_type("event.risk_score", FieldType::Double);
    assert_type("source.ip", FieldType::Ip);
    assert_type("process.pid", FieldType::Long);
    assert_type("process.args", FieldType::Keyword);
    assert_type("process.args_count", FieldType::Long);
    assert_type("process.code_signature.trusted", FieldType::Boolean);
    assert_type("message", FieldType::Text);
}

#[test]
fn a_wildcard_field_is_a_keyword_and_its_multi_field_is_text() {
    assert_type("process.command_line", FieldType::Keyword);
    assert_type("process.command_line.text", FieldType::Text);
}

#[test]
fn an_object_and_a_geo_point_cannot_be_used() {
    assert_type("dns.answers", FieldType::Unsupported);
    assert_type("dns.answers.data", FieldType::Keyword);
    assert_type("source.geo.location", FieldType::Unsupported);
    assert_eq!(Ecs.declared("source.geo.location"), Some("geo_point"));
}

#[test]
fn everything_below_a_nested_field_is_nested() {
    assert_type("email.attachments", FieldType::Nested);
    assert_type("email.attachments.file.extension", FieldType::Nested);
    assert_type("email.attachments.colour", FieldType::Nested);
    assert_eq!(Ecs.declared("email.attachments.file.extension"), Some("keyword"));
}

#[test]
fn everything_below_a_flattened_field_is_a_keyword() {
    assert_type("process.pe.imports", FieldType::Keyword);
    assert_type("process.pe.imports.kernel32", FieldType::Keyword);
}

#[test]
fn a_name_that_ecs_does_not_have_has_no_type() {
    for name in ["", ".", "process", "process.", "process.nme", "winlog.event_id", "Source.ip"] {
        assert_eq!(Schema::ecs().field_type(name), None, "{name}");
    }
}

#[test]
fn lists_and_multi_fields_are_marked() {
    let is_list = |name| Ecs.is_list(name);
    assert_eq!((is_list("process.args"), is_list("process.name")), (Some(true), Some(false)));
    assert_eq!(is_list("acme.colour"), None);
    assert_eq!(Ecs.multi_field_of("process.name.text"), Some("process.name"));
    assert_eq!(Ecs.multi_field_of("process.name"), None);
}

#[test]
fn the_values_of_a_field_are_known() {
    let category = Ecs.values("event.category").unwrap();
    assert!(category.is_closed && category.contains("process") && !category.contains("Process"));
    let (_, types) = category.values.iter().find(|(value, _)| *value == "registry").unwrap();
    assert_eq!(types, &["access", "change", "creation", "deletion"]);
    let system = Ecs.values("host.os.type").unwrap();
    assert!(!system.is_closed && system.contains("windows"));
    assert_eq!(Ecs.values("process.name"), None);
}

#[test]
fn names_are_sorted_and_unique() {
    let names: Vec<&str> = Ecs.names().collect();
    assert!(names.is_sorted_by(|one, next| one < next));
    assert!(names.len() > 2_500, "{}", names.len());
    assert!(names.iter().all(|name| Ecs.declared(name).is_some()));
}

#[test]
fn only_usable_names_are_offered() {
    let schema = Schema::ecs();
    let names: Vec<&str> = schema.names().collect();
    assert!(names.contains(&"process.name"));
    for refused in ["dns.answers", "email.attachments", "email.attachments.file.extension"] {
        assert!(!names.contains(&refused), "{refused}");
    }
}
