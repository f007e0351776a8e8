//! The values of one event, read when a predicate first asks for them.

use std::cell::OnceCell;

use event::{Document, FieldPath, Value};
use pack::{Field, FieldId};

/// The fields of one event, in the types that the program gives them.
pub(crate) struct Values<'e> {
    document: &'e Document,
    paths: &'e [FieldPath],
    fields: &'e [Field],
    cells: Vec<OnceCell<Vec<Value<'e>>>>,
}

impl<'e> Values<'e> {
    pub(crate) fn new(document: &'e Document, paths: &'e [FieldPath], fields: &'e [Field]) -> Self {
        Self { document, paths, fields, cells: vec![OnceCell::new(); paths.len()] }
    }

    /// The values of a field; none where it is absent.
    pub(crate) fn of(&self, field: FieldId) -> &[Value<'e>] {
        let index = field.index();
        self.cells[index].get_or_init(|| {
            self.document.typed_values(&self.paths[index], self.fields[index].field_type)
        })
    }
}
