//! The table of events: `schema.sql` makes it, `load.sql` fills it from JSON.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::dialect::SparkSql;
use crate::sql::{Column, ColumnType, Dialect as _};

/// How deep objects and lists in an event may be in each other.
const DEPTH: usize = 12;

/// The table that the rules read.
pub(super) fn schema(columns: &BTreeSet<Column>) -> String {
    let mut out = String::from(
        "-- The table that the rules read. Run this once.\n\
         --\n\
         -- A field is a list, since it can have several values; a field without a value is an empty list or null.\n\
         -- Addresses are 32 hexadecimal digits, so that they order as addresses do; instants are nanoseconds since 1970.\n\
         -- `load.sql` fills the table from JSON; a table of your own does as well, or a view:\n\
         -- CREATE VIEW events AS SELECT record, unix_millis(time) * 1000000 AS `@timestamp`, array(process_name) AS `process.name`, ...\n\n\
         CREATE TABLE IF NOT EXISTS events (\n  record BIGINT",
    );
    for column in columns {
        let name = SparkSql.name(&column.name());
        // Writing to a text cannot fail.
        let _ = write!(out, ",\n  {name} {}", type_of(column));
    }
    out + "\n) USING parquet;\n"
}

fn type_of(column: &Column) -> &'static str {
    match column {
        Column::Time(_) => "BIGINT",
        Column::Values(_, column_type) => match column_type {
            ColumnType::Text | ColumnType::Ip | ColumnType::Version | ColumnType::Json => {
                "ARRAY<STRING>"
            }
            ColumnType::Long | ColumnType::Date | ColumnType::DateNanos => "ARRAY<BIGINT>",
            ColumnType::UnsignedLong => "ARRAY<DECIMAL(20, 0)>",
            ColumnType::Double => "ARRAY<DOUBLE>",
            ColumnType::Boolean => "ARRAY<BOOLEAN>",
        },
    }
}

/// Fills the table from a file with one JSON document a line.
pub(super) fn load(columns: &BTreeSet<Column>) -> String {
    let values: Vec<_> = columns
        .iter()
        .map(|column| format!("{} AS {}", value_of(column), SparkSql.name(&column.name())))
        .collect();
    let document = "array(struct('' AS path, parse_json(value) AS item))".to_owned();
    let scalars = (0..DEPTH).fold(document, |list, _| inside(&list));
    format!(
        "-- Adds the events of a file with one JSON document a line to the table that `schema.sql` makes:\n\
         -- SET events = events.ndjson;\n\
         -- Nested and dotted keys are one field, arrays and arrays of objects are its values, and each value is converted\n\
         -- as an index mapping would. What does not convert is no value.\n\n\
         INSERT INTO events BY NAME\n\
         SELECT record,\n  {}\n\
         FROM (\n\
         \x20 SELECT record, transform(filter({scalars}, p -> schema_of_variant(p.item) <> 'VOID'), p -> struct(p.path AS path,\n\
         \x20   schema_of_variant(p.item) = 'STRING' AS is_text, CAST(p.item AS STRING) AS text)) AS scalars\n\
         \x20 FROM (\n\
         \x20   SELECT row_number() OVER (ORDER BY monotonically_increasing_id()) AS record, value\n\
         \x20   FROM text.`${{events}}`\n\
         \x20 )\n\
         );\n",
        values.join(",\n  "),
    )
}

/// Opens the objects and lists among values by one level.
fn inside(list: &str) -> String {
    format!(
        "flatten(transform({list}, p -> CASE \
         WHEN schema_of_variant(p.item) LIKE 'OBJECT%' THEN transform(map_entries(CAST(p.item AS MAP<STRING, VARIANT>)), \
         e -> struct(CASE WHEN p.path = '' THEN e.key ELSE concat(p.path, '.', e.key) END AS path, e.value AS item)) \
         WHEN schema_of_variant(p.item) LIKE 'ARRAY%' THEN transform(CAST(p.item AS ARRAY<VARIANT>), i -> struct(p.path AS path, i AS item)) \
         ELSE array(p) END))"
    )
}

fn value_of(column: &Column) -> String {
    let items = format!("filter(scalars, p -> p.path = {})", SparkSql.text(column.path()));
    let converted =
        |value: &str| format!("filter(transform({items}, p -> {value}), v -> v IS NOT NULL)");
    match column {
        Column::Time(_) => format!("get({}, 0)", converted(TIME)),
        Column::Values(_, column_type) => converted(match column_type {
            ColumnType::Text => "p.text",
            ColumnType::Long => {
                "coalesce(try_cast(p.text AS BIGINT), try_cast(try_cast(p.text AS DOUBLE) AS BIGINT))"
            }
            ColumnType::UnsignedLong => {
                "coalesce(try_cast(p.text AS DECIMAL(20, 0)), try_cast(try_cast(p.text AS DOUBLE) AS DECIMAL(20, 0)))"
            }
            ColumnType::Double => "try_cast(p.text AS DOUBLE)",
            ColumnType::Boolean => {
                "CASE p.text WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE WHEN '' THEN FALSE END"
            }
            ColumnType::Date | ColumnType::DateNanos => TIME,
            ColumnType::Ip => IP,
            ColumnType::Version => "CASE WHEN p.is_text THEN p.text END",
            ColumnType::Json => "CASE WHEN p.is_text THEN to_json(p.text) ELSE p.text END",
        }),
    }
}

/// The nanoseconds of a time with at most six digits of a second's fraction, or of whole milliseconds.
const TIME: &str = "CASE WHEN p.text RLIKE '\\\\A[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?\\\\z' \
    THEN unix_micros(try_to_timestamp(CASE WHEN p.text RLIKE '(Z|T.*[+-][0-9:]{4,5})\\\\z' THEN p.text ELSE concat(p.text, CASE WHEN p.text LIKE '%T%' THEN '' ELSE 'T00:00:00' END, 'Z') END)) * 1000 \
    WHEN p.text RLIKE '\\\\A-?[0-9]{1,13}\\\\z' THEN CAST(p.text AS BIGINT) * 1000000 END";

/// The digits of an address: IPv4 is in `::ffff:0:0/96`. An IPv6 address with an IPv4 address at its end is no value.
const IP: &str = "CASE WHEN p.text RLIKE '\\\\A((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])([.]|\\\\z)){4}(?<![.])\\\\z' \
    THEN concat('00000000000000000000ffff', array_join(transform(split(p.text, '[.]'), o -> lpad(lower(hex(CAST(o AS INT))), 2, '0')), '')) \
    WHEN p.text RLIKE '\\\\A([0-9a-fA-F]{1,4}(:[0-9a-fA-F]{1,4})*)?(::([0-9a-fA-F]{1,4}(:[0-9a-fA-F]{1,4})*)?)?\\\\z' AND p.text LIKE '%:%' \
    THEN get(transform(array(transform(split(p.text, '::'), side -> array_join(transform(filter(split(side, ':'), g -> g <> ''), g -> lpad(lower(g), 4, '0')), ''))), \
    s -> CASE WHEN size(s) = 1 AND char_length(s[0]) = 32 THEN s[0] \
    WHEN size(s) = 2 AND char_length(s[0]) + char_length(s[1]) <= 28 THEN concat(s[0], repeat('0', 32 - char_length(s[0]) - char_length(s[1])), s[1]) END), 0) END";
