//! Names to fields.

use diagnostics::{Diagnose, Span};
use eql_syntax::Dialect;
use event::{DateFormat, FieldPath, FieldType, Source};
use event_schema::{Exactness, Lookup, Resolution};

use super::Lowering;
use super::name::{Name, Resolved};
use crate::diagnostics as found;
use crate::{Field, FieldId};

/// The most names that a finding offers.
const OFFERED: usize = 3;

impl Lowering<'_> {
    /// The field of a name. `used_as` is its type where no schema knows it (spec 5.2); `None` after a finding.
    pub(super) fn field(
        &mut self,
        name: Name<'_>,
        span: Span,
        used_as: FieldType,
    ) -> Option<FieldId> {
        self.field_for(name, span, used_as, |_| true)
    }

    /// The same where only some types make sense. Nobody knows the types that the endpoint gives its fields, so in
    /// its dialect the use decides where a schema says otherwise.
    pub(super) fn field_for(
        &mut self,
        name: Name<'_>,
        span: Span,
        used_as: FieldType,
        fits: impl Fn(FieldType) -> bool,
    ) -> Option<FieldId> {
        if name.is_indexed() {
            self.report(&found::ArrayIndex { span });
            return None;
        }
        let resolved = self.resolve(name, span)?;
        if self.folds_to_null(name) {
            return Some(self.absent_field(&resolved));
        }
        let known = match self.lookup(&resolved.schema_path) {
            Lookup::Known(known) => Some(known),
            Lookup::Open => None,
            Lookup::Unmapped => return self.refuse(&self.unknown(name.path(), span, false)),
            Lookup::Contradictory(one, other) => {
                return self.refuse(&found::ContradictoryField {
                    field: name.path(),
                    one,
                    other,
                    span,
                });
            }
        };
        let mut field_type = known.as_ref().map_or(used_as, |known| known.field_type);
        if self.context.dialect == Dialect::Endpoint
            && !(field_type.is_usable() && fits(field_type))
        {
            field_type = used_as;
        }
        self.check_type(&resolved.schema_path, field_type, span)?;
        self.check_exactness(&resolved.schema_path, known.as_ref(), span)?;
        Some(self.intern_known(resolved, known, field_type))
    }

    /// What the schema says about a path. In the endpoint dialect an array of objects is a field too.
    fn lookup(&self, path: &str) -> Lookup {
        let lookup = self.context.schema.lookup(path);
        let is_object = |path: &str| {
            let below =
                |name: &str| name.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'));
            self.context.schema.names().any(below)
        };
        let endpoint = self.context.dialect == Dialect::Endpoint;
        if lookup == Lookup::Unmapped && endpoint && is_object(path) {
            return Lookup::Open;
        }
        lookup
    }

    /// Whether a name is `?f` where nobody knows `f`: then it is the constant null (spec 4.5, 4.6).
    pub(super) fn folds_to_null(&self, name: Name<'_>) -> bool {
        let Name::Field(field) = name else { return false };
        let path = field.path();
        let of_event = || {
            let first = path.split('.').next();
            !self.scope.event_names().iter().any(|name| Some(name.as_str()) == first)
        };
        field.optional
            && !name.is_indexed()
            && of_event()
            && self.context.schema.lookup(&path) == Lookup::Unmapped
    }

    /// A field that has no value in any event, though with `--sorted` one may have the name.
    fn absent_field(&mut self, resolved: &Resolved) -> FieldId {
        let path = FieldPath::new(&resolved.path);
        self.intern(Field { source: resolved.source, path, field_type: FieldType::Unsupported })
    }

    /// Nested fields, and types that EQL cannot read (spec 4.8).
    fn check_type(&mut self, path: &str, field_type: FieldType, span: Span) -> Option<()> {
        let field = path.to_owned();
        if field_type == FieldType::Nested {
            return self.refuse(&found::NestedField { field, span });
        }
        if field_type == FieldType::Unsupported {
            let declared = self.context.schema.declared(path).unwrap_or("unknown").to_owned();
            return self.refuse(&found::UnsupportedFieldType { field, declared, span });
        }
        Some(())
    }

    /// Values that no comparison can see as a whole (spec 5.3).
    fn check_exactness(
        &mut self,
        path: &str,
        known: Option<&Resolution>,
        span: Span,
    ) -> Option<()> {
        let exactness = known.map(|known| known.exactness).unwrap_or_default();
        if exactness == Exactness::Exact {
            return Some(());
        }
        let normalized = exactness == Exactness::Normalized;
        self.refuse(&found::InexactField { field: path.to_owned(), normalized, span })
    }

    /// An alias or multi-field is read where its values stand. An element has no aliases.
    fn intern_known(
        &mut self,
        resolved: Resolved,
        known: Option<Resolution>,
        field_type: FieldType,
    ) -> FieldId {
        let (mut path, mut formats) = (resolved.path, Vec::new());
        if let Some(known) = known {
            if !matches!(resolved.source, Source::Element(_)) {
                path = known.path;
            }
            formats = known.date_formats;
        }
        let path = FieldPath::new(&path);
        let field = self.intern(Field { source: resolved.source, path, field_type });
        if !formats.is_empty() && self.date_formats(field).is_empty() {
            self.date_formats.push((field, formats));
        }
        field
    }

    /// How the mapping writes the dates of a field; nothing without a mapping.
    pub(super) fn date_formats(&self, field: FieldId) -> &[DateFormat] {
        let known = self.date_formats.iter().find(|(known, _)| *known == field);
        known.map_or(&[], |(_, formats)| formats)
    }

    pub(super) fn type_of(&self, field: FieldId) -> FieldType {
        self.fields[field.0 as usize].field_type
    }

    fn refuse<T>(&mut self, finding: &impl Diagnose) -> Option<T> {
        self.report(finding);
        None
    }

    fn unknown(&self, field: String, span: Span, category: bool) -> found::UnknownField {
        let nearest = nearest(self.context.schema.names(), &field);
        found::UnknownField { field, nearest, category, span }
    }

    /// The type that a schema gives a path.
    pub(super) fn schema_type(&self, path: &str) -> Option<FieldType> {
        self.context.schema.lookup(path).known().map(|known| known.field_type)
    }

    /// The category field; always read as text (spec 3.2). `None` after a finding (spec 3.5).
    pub(super) fn category_field(&mut self, span: Span) -> Option<FieldId> {
        let name = self.context.category_field;
        let path = match self.context.schema.lookup(name) {
            Lookup::Known(known) => known.path,
            Lookup::Open => name.to_owned(),
            Lookup::Unmapped => return self.refuse(&self.unknown(name.to_owned(), span, true)),
            Lookup::Contradictory(one, other) => {
                let field = name.to_owned();
                return self.refuse(&found::ContradictoryField { field, one, other, span });
            }
        };
        let path = FieldPath::new(&path);
        Some(self.intern(Field { source: Source::Event, path, field_type: FieldType::Keyword }))
    }

    pub(super) fn intern(&mut self, field: Field) -> FieldId {
        let known = self.fields.iter().position(|known| *known == field);
        let index = known.unwrap_or_else(|| {
            self.fields.push(field);
            self.fields.len() - 1
        });
        FieldId(u32::try_from(index).unwrap_or(u32::MAX))
    }
}

/// The names that are nearest to one that nobody knows; the longer it is, the more letters may be off.
fn nearest<'n>(names: impl Iterator<Item = &'n str>, name: &str) -> Vec<String> {
    let limit = 2.max(name.chars().count() / 6);
    let lower = name.to_lowercase();
    let distance = |other: &str| strsim::damerau_levenshtein(&lower, &other.to_lowercase());
    let is_short = |other: &&str| other.len().abs_diff(name.len()) <= limit;
    let near = names.filter(is_short).map(|other| (distance(other), other));
    let mut near: Vec<_> = near.filter(|(far, _)| *far <= limit).collect();
    near.sort_unstable();
    near.into_iter().take(OFFERED).map(|(_, name)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_names_are_offered_best_first() {
        let names = || ["process.name", "process.names", "file.name", "pid"].into_iter();
        assert_eq!(nearest(names(), "proces.name"), ["process.name", "process.names"]);
        assert_eq!(nearest(names(), "PID"), ["pid"]);
        assert!(nearest(names(), "registry.path").is_empty());
    }
}
