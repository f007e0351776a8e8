//! Values that cannot be read in the type of their field, which count as absent (spec 5.2).

use std::collections::BTreeMap;

use event::{Document, FieldPath, FieldType, Fields, Scalar, Source, Value, coerce};
use pack::Program;

/// The fields of a program in which there may be such values.
#[derive(Debug, Default)]
pub(super) struct Conversions {
    asked: Vec<Asked>,
}

/// A path that the program asks.
#[derive(Debug)]
struct Asked {
    path: FieldPath,
    /// The place of a field of this path in the program.
    place: usize,
    /// The types in which it is read.
    types: Vec<FieldType>,
}

/// How many such values there were, by path of [`Conversions`].
pub(super) type Failures = Vec<u64>;

impl Conversions {
    pub(super) fn of(program: &Program) -> Self {
        let mut by_path: BTreeMap<&str, Asked> = BTreeMap::new();
        for (place, field) in program.fields.iter().enumerate() {
            if field.source != Source::Event || !may_fail(field.field_type) {
                continue;
            }
            let asked = by_path.entry(&field.path).or_insert_with(|| Asked {
                path: FieldPath::new(&field.path),
                place,
                types: Vec::new(),
            });
            asked.types.push(field.field_type);
        }
        Self { asked: by_path.into_values().collect() }
    }

    /// Before the first event.
    pub(super) fn none(&self) -> Failures {
        vec![0; self.asked.len()]
    }

    /// Adds those of an event that the matcher of the program has read.
    pub(super) fn add_fields(&self, fields: Fields<'_>, failures: &mut Failures) {
        for (asked, failed) in self.asked.iter().zip(failures) {
            *failed += asked.failed(fields.of(asked.place).map(Scalar::value));
        }
    }

    /// Adds those of an event.
    pub(super) fn add_document(&self, document: &Document, failures: &mut Failures) {
        for (asked, failed) in self.asked.iter().zip(failures) {
            *failed += asked.failed(document.values(&asked.path));
        }
    }

    /// The paths that have any, with their number.
    pub(super) fn by_path(&self, failures: &Failures) -> BTreeMap<String, u64> {
        let paths = self.asked.iter().zip(failures).filter(|(_, failed)| **failed > 0);
        paths.map(|(asked, failed)| (asked.path.as_str().to_owned(), *failed)).collect()
    }
}

impl Asked {
    /// A value counts once, also where it fails in two types.
    fn failed<'v>(&self, values: impl IntoIterator<Item = Value<'v>>) -> u64 {
        let fails = |value: &Value<'_>| {
            let in_type = |field_type: &FieldType| coerce(value.clone(), *field_type).is_null();
            !value.is_null() && self.types.iter().any(in_type)
        };
        values.into_iter().filter(fails).count() as u64
    }
}

/// Everything can be read as a text, and nothing as a type that EQL cannot read.
fn may_fail(field_type: FieldType) -> bool {
    match field_type {
        FieldType::Dynamic
        | FieldType::Keyword
        | FieldType::Text
        | FieldType::Nested
        | FieldType::Unsupported => false,
        FieldType::Integer
        | FieldType::Long
        | FieldType::UnsignedLong
        | FieldType::Double
        | FieldType::Number
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::DateNanos
        | FieldType::Ip
        | FieldType::Version => true,
    }
}
