//! The table of events: `schema.sql` makes it, `load.sql` fills it from JSON.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::dialect::ClickHouse;
use crate::sql::{Column, ColumnType, Dialect as _};

const FUNCTIONS: &str = include_str!("functions.sql");
const CONVERSIONS: &str = include_str!("conversions.sql");

/// How deep objects and lists in an event may be in each other.
const DEPTH: usize = 16;

/// The functions that the rules call, and the table that they read.
pub(super) fn schema(columns: &BTreeSet<Column>) -> String {
    let mut out = String::from(
        "-- The table that the rules read, and the functions that they call. Run this once.\n\
         --\n\
         -- A field is a list, since it can have several values; a field without a value is an empty list. Its name has `/`\n\
         -- where the field has a dot. Addresses are 32 hexadecimal digits, so that they order as addresses do.\n\
         -- `load.sql` fills the table from JSON; a table of your own does as well, or a view:\n\
         -- CREATE VIEW events AS SELECT record, time AS `@timestamp`, [process_name] AS `process/name`, ...\n\n\
         CREATE TABLE IF NOT EXISTS events (\n  record UInt64",
    );
    for column in columns {
        let name = ClickHouse.name(&column.name());
        // Writing to a text cannot fail.
        let _ = write!(out, ",\n  {name} {}", type_of(column));
    }
    out.push_str("\n) ENGINE = MergeTree ORDER BY record;\n\n");
    out + FUNCTIONS
}

fn type_of(column: &Column) -> &'static str {
    match column {
        Column::Time(_) => "Nullable(DateTime64(9, 'UTC'))",
        Column::Values(_, column_type) => match column_type {
            ColumnType::Text | ColumnType::Ip | ColumnType::Version | ColumnType::Json => {
                "Array(String)"
            }
            ColumnType::Long => "Array(Int64)",
            ColumnType::UnsignedLong => "Array(UInt64)",
            ColumnType::Double => "Array(Float64)",
            ColumnType::Boolean => "Array(Bool)",
            ColumnType::Date => "Array(DateTime64(3, 'UTC'))",
            ColumnType::DateNanos => "Array(DateTime64(9, 'UTC'))",
        },
    }
}

/// Fills the table from a file with one JSON document a line.
pub(super) fn load(columns: &BTreeSet<Column>) -> String {
    let values: Vec<_> = columns.iter().map(value_of).collect();
    let names: Vec<_> = columns.iter().map(|column| ClickHouse.name(&column.name())).collect();
    let scalars =
        (0..DEPTH).fold("[('', json)]".to_owned(), |list, _| format!("eql_inside({list})"));
    format!(
        "-- Adds the events of a file with one JSON document a line to the table that `schema.sql` makes:\n\
         -- SET param_events = 'events.ndjson';\n\
         -- Nested and dotted keys are one field, arrays and arrays of objects are its values, and each value is converted\n\
         -- as an index mapping would. What does not convert is no value.\n\n\
         {CONVERSIONS}\n\
         INSERT INTO events (record, {})\n\
         SELECT record,\n  {}\n\
         FROM (\n\
         \x20 SELECT rowNumberInAllBlocks() + 1 AS record, {scalars} AS scalars\n\
         \x20 FROM file({{events:String}}, 'JSONAsString')\n\
         )\n\
         SETTINGS max_threads = 1, max_insert_threads = 1, input_format_parallel_parsing = 0;\n",
        names.join(", "),
        values.join(",\n  "),
    )
}

fn value_of(column: &Column) -> String {
    let items = format!("eql_items(scalars, {})", ClickHouse.text(column.path()));
    let converted = |function: &str| format!("eql_known(arrayMap(j -> {function}(j), {items}))");
    match column {
        Column::Time(_) => format!("arrayElementOrNull({}, 1)", converted("eql_time")),
        Column::Values(_, column_type) => converted(match column_type {
            ColumnType::Text => "eql_keyword",
            ColumnType::Long => "eql_long",
            ColumnType::UnsignedLong => "eql_unsigned_long",
            ColumnType::Double => "eql_double",
            ColumnType::Boolean => "eql_boolean",
            ColumnType::Date | ColumnType::DateNanos => "eql_time",
            ColumnType::Ip => "eql_ip",
            ColumnType::Version => "eql_version",
            ColumnType::Json => "eql_json",
        }),
    }
}
