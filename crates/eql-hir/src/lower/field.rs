//! Names to fields.

use diagnostics::Span;
use eql_syntax::ast::{FieldName, Segment};
use event::{FieldPath, FieldType};

use super::Lowering;
use crate::diagnostics as found;
use crate::{Field, FieldId};

impl Lowering<'_> {
    /// The field of a name. `used_as` is its type where no schema knows it (spec 5.2); `None` after a finding.
    pub(super) fn field(
        &mut self,
        name: &FieldName,
        span: Span,
        used_as: FieldType,
    ) -> Option<FieldId> {
        if name.segments.iter().any(|segment| matches!(segment, Segment::Index(_))) {
            self.report(&found::ArrayIndex { span });
            return None;
        }
        let path = name.path();
        let field_type = self.schema_type(&path).unwrap_or(used_as);
        if field_type == FieldType::Nested {
            self.report(&found::NestedField { field: path, span });
            return None;
        }
        if field_type == FieldType::Unsupported {
            let declared = self.context.schema.declared(&path).unwrap_or("unknown").to_owned();
            self.report(&found::UnsupportedFieldType { field: path, declared, span });
            return None;
        }
        Some(self.intern(Field { path: FieldPath::new(&path), field_type }))
    }

    /// The type that a schema gives a path. An object has no values of its own, so it tells nothing.
    pub(super) fn schema_type(&self, path: &str) -> Option<FieldType> {
        let object = self.context.schema.declared(path) == Some("object");
        if object { None } else { self.context.schema.field_type(path) }
    }

    /// The category field; always read as text (spec 3.2).
    pub(super) fn category_field(&mut self) -> FieldId {
        let path = FieldPath::new(self.context.category_field);
        self.intern(Field { path, field_type: FieldType::Keyword })
    }

    fn intern(&mut self, field: Field) -> FieldId {
        let known = self.fields.iter().position(|known| *known == field);
        let index = known.unwrap_or_else(|| {
            self.fields.push(field);
            self.fields.len() - 1
        });
        FieldId(u32::try_from(index).unwrap_or(u32::MAX))
    }
}
