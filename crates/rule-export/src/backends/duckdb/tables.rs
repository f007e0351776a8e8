//! The table of events: `schema.sql` makes it, `load.sql` fills it from JSON.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::dialect::DuckDb;
use crate::sql::{Column, ColumnType, Dialect as _};

const FUNCTIONS: &str = include_str!("functions.sql");
const CONVERSIONS: &str = include_str!("conversions.sql");
const LOAD: &str = include_str!("load.sql");

/// The functions that the rules call, and the table that they read.
pub(super) fn schema(columns: &BTreeSet<Column>) -> String {
    let mut out = String::from(
        "-- The table that the rules read, and the functions that they call. Run this once.\n\
         --\n\
         -- A field is a list, since it can have several values; a field without a value is an empty list or null.\n\
         -- The time is one value. Addresses are 32 hexadecimal digits, so that they order as addresses do.\n\
         -- `load.sql` fills the table from JSON; a table of your own does as well, or a view:\n\
         -- CREATE VIEW events AS SELECT record, time AS \"@timestamp\", [process_name] AS \"process.name\", ...\n\n\
         CREATE TABLE IF NOT EXISTS events (\n  record BIGINT NOT NULL",
    );
    for column in columns {
        let name = DuckDb.name(&column.name());
        // Writing to a text cannot fail.
        let _ = write!(out, ",\n  {name} {}", type_of(column));
    }
    out.push_str("\n);\n\n");
    out + FUNCTIONS
}

fn type_of(column: &Column) -> &'static str {
    match column {
        Column::Time(_) => "TIMESTAMP_NS",
        Column::Values(_, column_type) => match column_type {
            ColumnType::Text | ColumnType::Ip | ColumnType::Version => "VARCHAR[]",
            ColumnType::Long => "BIGINT[]",
            ColumnType::UnsignedLong => "HUGEINT[]",
            ColumnType::Double => "DOUBLE[]",
            ColumnType::Boolean => "BOOLEAN[]",
            ColumnType::Date => "TIMESTAMP[]",
            ColumnType::DateNanos => "TIMESTAMP_NS[]",
            ColumnType::Json => "JSON[]",
        },
    }
}

/// Fills the table from a file with one JSON document a line.
pub(super) fn load(columns: &BTreeSet<Column>) -> String {
    let paths: BTreeSet<_> = columns.iter().map(Column::path).collect();
    let paths: Vec<_> = paths.into_iter().collect();
    let values: Vec<_> = columns
        .iter()
        .map(|column| format!("  {} AS {}", value_of(column, &paths), DuckDb.name(&column.name())))
        .collect();
    LOAD.replace("{conversions}", CONVERSIONS)
        .replace("{names}", &listed(paths.iter().map(|path| (*path).to_owned())))
        .replace("{paths}", &listed(paths.iter().map(|path| json_path(path))))
        .replace("{objects}", &listed(objects(&paths).into_iter().map(json_path)))
        .replace("{columns}", &values.join(",\n"))
}

fn listed(texts: impl Iterator<Item = String>) -> String {
    texts.map(|text| DuckDb.text(&text)).collect::<Vec<_>>().join(", ")
}

/// What the fields stand in: every path without its last part, and so on; the first part alone where there are none.
fn objects<'p>(paths: &[&'p str]) -> BTreeSet<&'p str> {
    let above = |path: &'p str| path.match_indices('.').map(move |(at, _)| &path[..at]);
    paths
        .iter()
        .flat_map(|path| above(path))
        .chain([paths.first().copied().unwrap_or("")])
        .collect()
}

/// The place of a field in nested objects.
fn json_path(path: &str) -> String {
    let parts = path.split('.').map(|part| format!(".\"{}\"", part.replace('"', "\\\"")));
    format!("${}", parts.collect::<String>())
}

fn value_of(column: &Column, paths: &[&str]) -> String {
    let place = paths.iter().position(|path| *path == column.path()).unwrap_or_default() + 1;
    let converted = |function: &str| {
        format!(
            "CASE WHEN found[{place}] IS NULL THEN [] ELSE list_filter(list_transform(eql_items(found[{place}]), lambda j: {function}(j)), lambda v: v IS NOT NULL) END"
        )
    };
    match column {
        Column::Time(_) => format!("({})[1]", converted("eql_time")),
        Column::Values(_, column_type) => converted(match column_type {
            ColumnType::Text => "eql_keyword",
            ColumnType::Long => "eql_long",
            ColumnType::UnsignedLong => "eql_unsigned_long",
            ColumnType::Double => "eql_double",
            ColumnType::Boolean => "eql_boolean",
            ColumnType::Date => "eql_date",
            ColumnType::DateNanos => "eql_date_nanos",
            ColumnType::Ip => "eql_ip",
            ColumnType::Version => "eql_version",
            ColumnType::Json => "eql_json",
        }),
    }
}
