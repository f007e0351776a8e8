//! Fields that are one field for the index.
//!
//! A query may ask a path as a keyword, another one as a field of which nothing is known. Both have a value in the same
//! events, and where that is a text it is the same.

use event::FieldType;
use pack::{Field, FieldId, Program};

/// By field: the keyword of the same path, which shows all values of the other as texts; else the field itself.
pub(super) fn text_fields(program: &Program) -> Vec<FieldId> {
    let fields = || (0..).map(FieldId).zip(&program.fields);
    let mut keywords: Vec<_> = fields().filter(|(_, field)| is_keyword(field)).collect();
    keywords.sort_by_key(|(id, field)| (field.source, &field.path, *id));
    let keyword_of = |field: &Field| {
        let key = (field.source, &field.path);
        let first = keywords.partition_point(|(_, other)| (other.source, &other.path) < key);
        let (id, other) = keywords.get(first)?;
        ((other.source, &other.path) == key).then_some(*id)
    };
    let text_field = |(id, field): (FieldId, &Field)| {
        keyword_of(field).filter(|_| shows_texts(field)).unwrap_or(id)
    };
    fields().map(text_field).collect()
}

/// Whether texts are values of a field as they stand.
pub(super) fn shows_texts(field: &Field) -> bool {
    is_keyword(field) || field.field_type == FieldType::Dynamic
}

fn is_keyword(field: &Field) -> bool {
    matches!(field.field_type, FieldType::Keyword | FieldType::Text)
}
