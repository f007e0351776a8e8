//! The table of events: `schema.sql` makes it, `load.sql` fills it from JSON.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::dialect::DuckDb;
use crate::sql::{Column, ColumnType, Dialect as _};

const FUNCTIONS: &str = include_str!("functions.sql");
const CONVERSIONS: &str = include_str!("conversions.sql");

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
    let paths: Vec<_> = paths.into_iter().map(|path| DuckDb.text(path)).collect();
    let values: Vec<_> = columns
        .iter()
        .map(|column| format!("  {} AS {}", value_of(column), DuckDb.name(&column.name())))
        .collect();
    format!(
        "-- Adds the events of a file with one JSON document a line to the table that `schema.sql` makes:\n\
         -- SET VARIABLE events = 'events.ndjson';\n\
         -- Nested and dotted keys are one field, arrays and arrays of objects are its values, and each value is converted\n\
         -- as an index mapping would. What does not convert is no value.\n\n\
         {CONVERSIONS}\n\
         CREATE OR REPLACE TEMP TABLE eql_documents AS\n\
         SELECT row_number() OVER () AS record, json FROM read_ndjson_objects(getvariable('events'));\n\n\
         CREATE OR REPLACE TEMP TABLE eql_fields AS\n\
         SELECT record, map_from_entries(list({{'k': path, 'v': items}})) AS fields\n\
         FROM (\n\
         \x20 SELECT record, path, list(atom ORDER BY id) AS items\n\
         \x20 FROM (\n\
         \x20   SELECT record, id, atom,\n\
         \x20     regexp_replace(regexp_replace(fullkey[3:], '(\"(?:[^\"\\\\]|\\\\.)*\")|\\[\\d+\\]', '\\1', 'g'), '\"((?:[^\"\\\\]|\\\\.)*)\"', '\\1', 'g') AS path\n\
         \x20   FROM eql_documents, json_tree(eql_documents.json)\n\
         \x20   WHERE atom IS NOT NULL AND type <> 'NULL'\n\
         \x20 )\n\
         \x20 WHERE path IN ({})\n\
         \x20 GROUP BY record, path\n\
         )\n\
         GROUP BY record;\n\n\
         INSERT INTO events BY NAME\n\
         SELECT record,\n{}\n\
         FROM eql_documents LEFT JOIN eql_fields USING (record)\n\
         ORDER BY record;\n",
        paths.join(", "),
        values.join(",\n"),
    )
}

fn value_of(column: &Column) -> String {
    let items = format!("fields[{}]", DuckDb.text(column.path()));
    let converted = |function: &str| {
        format!(
            "list_filter(list_transform({items}, lambda j: {function}(j)), lambda v: v IS NOT NULL)"
        )
    };
    match column {
        Column::Time(_) => format!("{}[1]", converted("eql_time")),
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
