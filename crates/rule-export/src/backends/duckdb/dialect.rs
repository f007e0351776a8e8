//! The SQL of `DuckDB`.

use crate::sql::{ColumnType, Dialect, Kind, listed};

pub(super) struct DuckDb;

impl Dialect for DuckDb {
    /// Control characters stand outside the quotes: a file may be laid out anew around them.
    fn text(&self, text: &str) -> String {
        let mut parts = Vec::new();
        let mut plain = String::new();
        for character in text.chars() {
            if character < ' ' {
                parts.push(quoted(&std::mem::take(&mut plain)));
                parts.push(format!("chr({})", u32::from(character)));
            } else {
                plain.push(character);
            }
        }
        parts.push(quoted(&plain));
        if parts.len() == 1 { parts.concat() } else { format!("({})", parts.join(" || ")) }
    }

    fn name(&self, name: &str) -> String {
        format!("\"{}\"", name.replace('"', "\"\""))
    }

    fn list(&self, items: &[String]) -> String {
        format!("[{}]", items.join(", "))
    }

    fn distinct(&self, list: &str) -> String {
        format!("list_distinct({list})")
    }

    fn some(&self, list: &str, item: &str, test: &str) -> String {
        format!("coalesce(len(list_filter({list}, lambda {item}: {test})) > 0, FALSE)")
    }

    fn has_any(&self, list: &str, constants: &[String]) -> String {
        match constants {
            [only] => format!("coalesce(list_contains({list}, {only}), FALSE)"),
            many => format!("coalesce(list_has_any({list}, [{}]), FALSE)", listed(many)),
        }
    }

    fn has_items(&self, list: &str) -> String {
        format!("coalesce(len({list}) > 0, FALSE)")
    }

    fn choices(&self, list: &str, _kind: Kind) -> String {
        format!("CASE WHEN len({list}) > 0 THEN {list} ELSE [NULL] END")
    }

    fn folded(&self, list: &str) -> String {
        format!("eql_folded({list})")
    }

    fn like(&self, text: &str, pattern: &str) -> String {
        let escape = if pattern.contains('\\') { r" ESCAPE '\'" } else { "" };
        format!("{text} LIKE {}{escape}", self.text(pattern))
    }

    fn matches(&self, text: &str, regex: &str) -> String {
        format!("regexp_full_match({text}, {})", self.text(regex))
    }

    fn wide(&self, integer: &str) -> String {
        format!("{integer}::HUGEINT")
    }

    fn double(&self, number: &str) -> String {
        format!("{number}::DOUBLE")
    }

    fn within(&self, integer: &str, least: &str, most: &str) -> String {
        format!("eql_within({integer}, {least}, {most})")
    }

    fn quotient(&self, left: &str, right: &str) -> String {
        format!("({left} // nullif({right}, 0))")
    }

    fn remainder(&self, left: &str, right: &str) -> String {
        format!("({left} % nullif({right}, 0))")
    }

    fn instant(&self, nanos: i128, column_type: ColumnType) -> Option<String> {
        if column_type == ColumnType::DateNanos {
            return i64::try_from(nanos).ok().map(|nanos| format!("make_timestamp_ns({nanos})"));
        }
        let micros = i64::try_from(nanos / 1_000).ok().filter(|_| nanos % 1_000 == 0)?;
        Some(format!("make_timestamp({micros})"))
    }

    fn call(&self, function: &str, arguments: &[String]) -> String {
        format!("{function}({})", arguments.join(", "))
    }

    fn once(&self) -> &'static str {
        " MATERIALIZED"
    }

    fn last_known(&self, value: &str) -> String {
        format!("last_value({value} IGNORE NULLS) OVER (ORDER BY record)")
    }

    fn nanos(&self, time: &str) -> String {
        format!("epoch_ns({time})::HUGEINT")
    }

    fn first(&self, list: &str) -> String {
        format!("{list}[1]")
    }

    fn as_json(&self, value: &str, column_type: ColumnType) -> String {
        match column_type {
            ColumnType::Text => format!("to_json({value})::VARCHAR"),
            ColumnType::Double => format!("eql_json_number({value})"),
            ColumnType::Long
            | ColumnType::UnsignedLong
            | ColumnType::Boolean
            | ColumnType::Json => format!("{value}::VARCHAR"),
            // No JSON begins with these words, so such a value equals none of another type.
            ColumnType::Ip => format!("'ip ' || {value}"),
            ColumnType::Version => format!("'version ' || {value}"),
            ColumnType::Date | ColumnType::DateNanos => format!("'date ' || epoch_ns({value})"),
        }
    }

    fn json_order(&self, value: &str) -> Vec<String> {
        vec![
            format!("eql_json_rank({value}) NULLS FIRST"),
            format!("eql_json_order({value}) NULLS FIRST"),
            format!("{value}::VARCHAR"),
        ]
    }

    fn unnest(&self, list: &str, row: &str) -> String {
        format!(", unnest({list}) AS {row}(v)")
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
