//! The columns of the table of events.

use std::collections::BTreeSet;

use eql_hir::Field;
use event::{FieldType, Source};
use event_schema::{Catalogue, Ecs};

use crate::Eql;

/// A column that a query reads.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Column {
    /// When the event happened: one value.
    Time(String),
    /// The values of a field, read as a type: a list without nulls.
    Values(String, ColumnType),
}

/// What a list holds: field types that are read alike are one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum ColumnType {
    /// Texts.
    Text,
    /// Integers of 64 bits with sign.
    Long,
    /// Integers of 64 bits without sign.
    UnsignedLong,
    /// Floating-point numbers.
    Double,
    /// True or false.
    Boolean,
    /// Instants in milliseconds.
    Date,
    /// Instants in nanoseconds.
    DateNanos,
    /// Addresses, as 32 hexadecimal digits.
    Ip,
    /// Versions, as they stand.
    Version,
    /// Values as JSON has them: nothing tells their type.
    Json,
}

impl ColumnType {
    /// How the values of a field are held.
    pub(crate) fn of(field_type: FieldType) -> Self {
        match field_type {
            FieldType::Keyword | FieldType::Text => Self::Text,
            FieldType::Integer | FieldType::Long => Self::Long,
            FieldType::UnsignedLong => Self::UnsignedLong,
            FieldType::Double | FieldType::Number => Self::Double,
            FieldType::Boolean => Self::Boolean,
            FieldType::Date => Self::Date,
            FieldType::DateNanos => Self::DateNanos,
            FieldType::Ip => Self::Ip,
            FieldType::Version => Self::Version,
            FieldType::Dynamic | FieldType::Nested | FieldType::Unsupported => Self::Json,
        }
    }

    /// What stands behind the name of a column that has not its usual type.
    fn suffix(self) -> &'static str {
        match self {
            Self::Text => "keyword",
            Self::Long => "long",
            Self::UnsignedLong => "unsigned_long",
            Self::Double => "double",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::DateNanos => "date_nanos",
            Self::Ip => "ip",
            Self::Version => "version",
            Self::Json => "json",
        }
    }
}

impl Column {
    /// The column of a field.
    pub(crate) fn of(field: &Field) -> Self {
        Self::Values(field.path.as_str().to_owned(), ColumnType::of(field.field_type))
    }

    /// The path of its field.
    pub(crate) fn path(&self) -> &str {
        match self {
            Self::Time(path) | Self::Values(path, _) => path,
        }
    }

    /// Its name: the path of the field. Where the field is read as another type than the Elastic Common Schema gives it,
    /// the type stands behind it, so that one field can be read in two ways; lists of instants always have it, since the
    /// plain name is that of the time, and so has a field that would take the name of another column.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Time(path) => path.clone(),
            Self::Values(path, column_type) if is_usual(path, *column_type) => path.clone(),
            Self::Values(path, column_type) => format!("{path}:{}", column_type.suffix()),
        }
    }
}

/// Whether the path alone is the name. A field that the schema does not know is usually a text.
fn is_usual(path: &str, column_type: ColumnType) -> bool {
    let usual = Ecs.field_type(path).map_or(ColumnType::Text, ColumnType::of);
    let is_free = !path.contains(':') && !path.eq_ignore_ascii_case(RECORD);
    is_free
        && usual == column_type
        && !matches!(column_type, ColumnType::Date | ColumnType::DateNanos)
}

/// The column of the position of an event in its input.
const RECORD: &str = "record";

/// The columns that a query reads.
pub(crate) fn columns(eql: &Eql<'_>) -> BTreeSet<Column> {
    let mut found = BTreeSet::from([Column::Time(eql.timestamp_field.to_owned())]);
    if let Some(path) = eql.tiebreaker_field {
        found.insert(Column::Values(path.to_owned(), ColumnType::Json));
    }
    let of_event = eql.query.fields.iter().filter(|field| field.source == Source::Event);
    found.extend(of_event.map(Column::of));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_has_its_type_in_its_name_only_where_it_is_not_the_usual_one() {
        for (path, column_type, name) in [
            ("process.name", ColumnType::Text, "process.name"),
            ("process.pid", ColumnType::Long, "process.pid"),
            ("process.pid", ColumnType::Text, "process.pid:keyword"),
            ("process.pid", ColumnType::Json, "process.pid:json"),
            ("unknown.field", ColumnType::Text, "unknown.field"),
            ("unknown.field", ColumnType::Double, "unknown.field:double"),
            ("process.start", ColumnType::Date, "process.start:date"),
            ("Record", ColumnType::Text, "Record:keyword"),
            ("process.pid:json", ColumnType::Text, "process.pid:json:keyword"),
        ] {
            assert_eq!(Column::Values(path.to_owned(), column_type).name(), name);
        }
        assert_eq!(Column::Time("@timestamp".to_owned()).name(), "@timestamp");
    }
}
