//! The table of events: `schema.sql` makes it, `load.sql` fills it from JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::text::{joined, name, quoted};
use crate::sql::{Column, ColumnType};

/// The table that the rules read.
pub(super) fn schema(columns: &BTreeSet<Column>) -> String {
    let mut out = String::from(
        "-- The table that the rules read. Run this at the start of each session: `sql-client.sh -i schema.sql`.\n\
         --\n\
         -- A field is a list, since it can have several values; a field without a value is an empty list or null. No text has the\n\
         -- character U+001F. Times are nanoseconds since 1970; addresses are `10.0.0.1`, and eight groups of four digits:\n\
         -- `fe80:0000:0000:0000:0000:0000:0000:0001`.\n\
         -- `load.sql` fills the table from JSON. A table of your own does as well, or a view, if `rowtime` is its time attribute.\n\n\
         SET 'execution.runtime-mode' = 'batch';\n\n\
         CREATE TABLE events (\n  record BIGINT",
    );
    let mut time = "@timestamp";
    for column in columns {
        let _ = write!(out, ",\n  {} {}", name(&column.name()), type_of(column)); // writing to a text cannot fail
        if let Column::Time(path) = column {
            time = path;
        }
    }
    let time = name(time);
    out + &format!(
        ",\n  rowtime AS COALESCE(TO_TIMESTAMP_LTZ({time} / 1000000, 3), TO_TIMESTAMP_LTZ(0, 3)),\n  \
         WATERMARK FOR rowtime AS rowtime - INTERVAL '5' SECOND\n\
         ) WITH (\n  'connector' = 'filesystem',\n  'path' = '/tmp/events',\n  'format' = 'json'\n);\n"
    )
}

fn type_of(column: &Column) -> String {
    match column {
        Column::Time(_) => "BIGINT".to_owned(),
        Column::Values(_, column_type) => format!("ARRAY<{}>", item_type(*column_type)),
    }
}

/// The type of one value.
pub(super) fn item_type(column_type: ColumnType) -> &'static str {
    match column_type {
        ColumnType::Text
        | ColumnType::Ip
        | ColumnType::Version
        | ColumnType::Date
        | ColumnType::DateNanos
        | ColumnType::Json => "STRING",
        ColumnType::Long => "BIGINT",
        ColumnType::UnsignedLong => "DECIMAL(20, 0)",
        ColumnType::Double => "DOUBLE",
        ColumnType::Boolean => "BOOLEAN",
    }
}

/// Fills the table from a file with one JSON document a line.
pub(super) fn load(columns: &BTreeSet<Column>) -> String {
    let documents = Documents::of(columns);
    let times: Vec<_> = columns
        .iter()
        .filter(|column| matches!(column, Column::Time(_)))
        .map(|time| format!(",\n    {}[1] AS time_text", documents.values(time.path())))
        .collect();
    let times = times.concat();
    let values: Vec<_> =
        columns.iter().map(|column| format!(",\n  {}", documents.value(column))).collect();
    let values = values.concat();
    format!(
        "-- Adds the events of a file to the table that `schema.sql` makes. Each has its number in it; so made:\n\
         -- awk '{{ sub(/^{{/, \"{{\\\"record\\\":\" NR \",\"); print }}' events.ndjson > /tmp/numbered.ndjson\n\
         -- A field is a value or a list of values, in objects in objects; those behind the second step may be one list of\n\
         -- objects. What does not convert is no value.\n\n\
         SET 'table.dml-sync' = 'true';\n\n\
         CREATE TEMPORARY TABLE documents (\n  record BIGINT{}\n) WITH (\n  'connector' = 'filesystem',\n  \
         'path' = '/tmp/numbered.ndjson',\n  'format' = 'json',\n  'json.ignore-parse-errors' = 'true'\n);\n\n\
         INSERT INTO events\nSELECT\n  record{values}\nFROM (\n  SELECT *{times}\n  FROM documents AS d\n) AS d;\n",
        documents.columns()
    )
}

/// The documents as they are read: a column for each first step of a path, a field of it for each second. Both are texts,
/// of lists and objects their JSON.
struct Documents<'a> {
    /// The second steps by first; none where a path ends with the first.
    roots: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Documents<'a> {
    fn of(columns: &'a BTreeSet<Column>) -> Self {
        let mut roots: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let whole: BTreeSet<_> =
            columns.iter().map(Column::path).filter(|path| !path.contains('.')).collect();
        for path in columns.iter().map(Column::path) {
            let mut steps = path.split('.');
            let first = steps.next().unwrap_or_default();
            let seconds = roots.entry(first).or_default();
            seconds.extend(steps.next().filter(|_| !whole.contains(first)));
        }
        Self { roots }
    }

    fn columns(&self) -> String {
        let column = |(root, seconds): (&&str, &BTreeSet<&str>)| {
            let fields: Vec<_> =
                seconds.iter().map(|second| format!("{} STRING", name(second))).collect();
            let column_type = if fields.is_empty() {
                "STRING".to_owned()
            } else {
                format!("ROW<{}>", fields.join(", "))
            };
            format!(",\n  {} {column_type}", name(root))
        };
        self.roots.iter().map(column).collect()
    }

    fn value(&self, column: &Column) -> String {
        let Column::Values(path, column_type) = column else { return TIME.to_owned() };
        let values = self.values(path);
        match column_type {
            ColumnType::Text
            | ColumnType::Version
            | ColumnType::Date
            | ColumnType::DateNanos
            | ColumnType::Json => values,
            ColumnType::Ip => addresses(&values),
            ColumnType::Long
            | ColumnType::UnsignedLong
            | ColumnType::Double
            | ColumnType::Boolean => {
                format!("TRY_CAST({values} AS ARRAY<{}>)", item_type(*column_type))
            }
        }
    }

    /// The values at a path.
    fn values(&self, path: &str) -> String {
        let mut steps = path.split('.');
        let root = steps.next().unwrap_or_default();
        let mut text = format!("d.{}", name(root));
        if self.roots.get(root).is_some_and(|seconds| !seconds.is_empty()) {
            text = format!("{text}.{}", name(steps.next().unwrap_or_default()));
        }
        let rest: Vec<_> = steps.collect();
        if !rest.is_empty() {
            return below(&text, &rest);
        }
        let list = queried(&text, "$");
        format!(
            "CASE WHEN {text} LIKE '[%' THEN COALESCE({list}, ARRAY[{text}]) WHEN {text} IS NOT NULL THEN ARRAY[{text}] END"
        )
    }
}

/// The values below an object. A step over a list is there only if the list is, so that one way finds something.
fn below(text: &str, steps: &[&str]) -> String {
    let way = |list: Option<usize>| {
        let mut out = String::from("$");
        for (place, step) in steps.iter().enumerate() {
            if list == Some(place) {
                out.push_str("[0:]");
            }
            out.push_str(&self::step(step));
        }
        queried(text, &out)
    };
    let ways: Vec<_> = [None].into_iter().chain((0..steps.len()).map(Some)).map(way).collect();
    format!("COALESCE({})", ways.join(", "))
}

/// The values at a path of a JSON text: null is none.
fn queried(text: &str, path: &str) -> String {
    format!(
        "ARRAY_REMOVE(JSON_QUERY({text}, {} RETURNING ARRAY<STRING> WITH CONDITIONAL ARRAY WRAPPER), CAST(NULL AS STRING))",
        quoted(path)
    )
}

fn step(step: &str) -> String {
    let is_plain = step.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_');
    if is_plain { format!(".{step}") } else { format!("['{}']", step.replace('\'', "\\'")) }
}

/// The nanoseconds of a time, or of whole milliseconds.
const TIME: &str = r"CASE
    WHEN REGEXP(time_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$')
    THEN (CAST(TIMESTAMPDIFF(DAY, DATE '1970-01-01', TRY_CAST(SUBSTRING(time_text, 1, 10) AS DATE)) AS BIGINT) * 86400
        + COALESCE(TRY_CAST(SUBSTRING(time_text, 12, 2) AS BIGINT), 0) * 3600
        + COALESCE(TRY_CAST(SUBSTRING(time_text, 15, 2) AS BIGINT), 0) * 60
        + COALESCE(TRY_CAST(REGEXP_EXTRACT(time_text, 'T[0-9:]{5}:([0-9]{2})', 1) AS BIGINT), 0)
        + COALESCE(CASE REGEXP_EXTRACT(time_text, 'T.*([+-])', 1) WHEN '-' THEN 1 WHEN '+' THEN -1 END
            * (TRY_CAST(REGEXP_EXTRACT(time_text, '([0-9]{2}):?[0-9]{2}$', 1) AS BIGINT) * 3600
            + TRY_CAST(REGEXP_EXTRACT(time_text, '([0-9]{2})$', 1) AS BIGINT) * 60), 0)) * 1000000000
        + COALESCE(TRY_CAST(RPAD(REGEXP_EXTRACT(time_text, '[.]([0-9]+)', 1), 9, '0') AS BIGINT), 0)
    WHEN REGEXP(time_text, '^-?[0-9]{1,13}$') THEN CAST(time_text AS BIGINT) * 1000000 END";

/// Addresses of IPv6 in full: groups of zeros for `::`, then zeros in front of digits. IPv4 addresses are left as they are.
fn addresses(values: &str) -> String {
    let replaced = |text: &str, pattern: &str, by: &str| {
        format!("REGEXP_REPLACE({text}, {}, {})", quoted(pattern), quoted(by))
    };
    let mut text = format!("LOWER({})", joined(values));
    text = replaced(&text, r"(?<![^\x{1f}])::ffff:(?=[0-9]+[.])", "");
    text = replaced(&text, r"(?<![^\x{1f}])(?=::)|(?<=::)(?![^\x{1f}])", "0");
    for _ in 0..6 {
        // Not where the value, from its start on, has eight colons.
        let short = r"(?<=(?<![^\x{1f}])(?=(?:[^\x{1f}:]*:){2,7}[^\x{1f}:]*(?![^\x{1f}]))[^\x{1f}]{0,39})::";
        text = replaced(&text, short, ":0::");
    }
    text = replaced(&text, "::", ":");
    for _ in 0..3 {
        text = replaced(
            &text,
            r"(?<=:|(?<![^\x{1f}]))(?=[0-9a-f]{1,3}(?::|(?<=:[0-9a-f]{1,3})(?![^\x{1f}])))",
            "0",
        );
    }
    // No values are one empty text.
    format!("SPLIT(NULLIF({text}, ''), CHR(31))")
}
