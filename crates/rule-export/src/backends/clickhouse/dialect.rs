//! The SQL of ClickHouse.

use crate::sql::{ColumnType, Dialect, Kind};

pub(super) struct ClickHouse;

impl Dialect for ClickHouse {
    fn text(&self, text: &str) -> String {
        format!("'{}'", escaped(text, '\''))
    }

    /// Columns with a dot and an array are parts of one nested column there, with lists of equal length. No two fields have
    /// one name: where a field has a slash there are two.
    fn name(&self, name: &str) -> String {
        format!("`{}`", escaped(&name.replace('/', "//").replace('.', "/"), '`'))
    }

    fn list(&self, items: &[String]) -> String {
        format!("[{}]", items.join(", "))
    }

    fn some(&self, list: &str, item: &str, test: &str) -> String {
        format!("arrayExists({item} -> ifNull({test}, FALSE), {list})")
    }

    fn has_any(&self, list: &str, constants: &[String]) -> String {
        format!("hasAny({list}, {})", self.list(constants))
    }

    fn has_items(&self, list: &str) -> String {
        format!("notEmpty({list})")
    }

    fn choices(&self, list: &str, _kind: Kind) -> String {
        format!("if(notEmpty({list}), {list}, [NULL])")
    }

    /// `lower` knows ASCII only.
    fn folded(&self, list: &str) -> String {
        format!("arrayMap(v -> lower(v), {list})")
    }

    fn like(&self, text: &str, pattern: &str) -> String {
        format!("{text} LIKE {}", self.text(pattern))
    }

    fn matches(&self, text: &str, regex: &str) -> String {
        format!("match({text}, {})", self.text(&format!("^(?:{regex})$")))
    }

    fn wide(&self, integer: &str) -> String {
        format!("toInt256({integer})")
    }

    fn double(&self, number: &str) -> String {
        format!("toFloat64({number})")
    }

    fn instant(&self, nanos: i128, column_type: ColumnType) -> Option<String> {
        let nanos = i64::try_from(nanos).ok().filter(|nanos| *nanos >= YEAR_1900)?;
        if column_type == ColumnType::DateNanos {
            return Some(format!("fromUnixTimestamp64Nano({nanos}, 'UTC')"));
        }
        let millis = (nanos % 1_000_000 == 0).then_some(nanos / 1_000_000)?;
        Some(format!("fromUnixTimestamp64Milli({millis}, 'UTC')"))
    }

    fn call(&self, function: &str, arguments: &[String]) -> String {
        format!("{function}({})", arguments.join(", "))
    }

    /// A stage is a query in that of the stage behind it; one of 60 stages takes seconds to plan, one of 100 minutes.
    fn most_stages(&self) -> usize {
        64
    }

    /// What a join does not find is null, a column goes before what an expression is called, and stages may be nested.
    fn settings(&self) -> &'static str {
        "\nSETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1, max_subquery_depth = 0"
    }

    fn distinct(&self, list: &str) -> String {
        format!("arrayDistinct({list})")
    }

    /// Differences of times can be beyond 64 bits.
    fn nanos(&self, time: &str) -> String {
        format!("toDecimal128(toUnixTimestamp64Nano(assumeNotNull({time})), 0)")
    }

    fn first(&self, list: &str) -> String {
        format!("arrayElementOrNull({list}, 1)")
    }

    /// No list and no tuple can be null, and no JSON is an empty text.
    fn boxed(&self, value: &str) -> String {
        format!("ifNull({value}, '')")
    }

    fn unboxed(&self, value: &str) -> String {
        format!("nullIf({value}, '')")
    }

    fn as_json(&self, value: &str, column_type: ColumnType) -> String {
        match column_type {
            ColumnType::Text => format!("toJSONString({value})"),
            ColumnType::Json => value.to_owned(),
            ColumnType::Long
            | ColumnType::UnsignedLong
            | ColumnType::Double
            | ColumnType::Boolean => format!("toString({value})"),
            // No JSON begins with these words, so such a value equals none of another type.
            ColumnType::Ip => format!("concat('ip ', {value})"),
            ColumnType::Version => format!("concat('version ', {value})"),
            ColumnType::Date => format!(
                "concat('date ', toString(toInt128(toUnixTimestamp64Milli({value})) * 1000000))"
            ),
            ColumnType::DateNanos => {
                format!("concat('date ', toString(toUnixTimestamp64Nano({value})))")
            }
        }
    }

    fn json_order(&self, value: &str) -> Vec<String> {
        vec![
            format!("eql_json_rank({value})"),
            format!("toFloat64OrNull({value}) NULLS FIRST"),
            format!("toInt256OrNull({value}) NULLS FIRST"),
            format!("JSONExtractString({value}) NULLS FIRST"),
            value.to_owned(),
        ]
    }

    fn unnest(&self, list: &str, row: &str) -> String {
        format!(" ARRAY JOIN {list} AS {row}")
    }

    fn unnested(&self, row: &str) -> String {
        row.to_owned()
    }

    /// A column that several tables have is otherwise called with the name of its table.
    fn columns_of(&self, table: &str, names: &[String]) -> String {
        let names = names.iter().map(|name| format!("{table}.{name} AS {name}"));
        names.collect::<Vec<_>>().join(", ")
    }
}

/// The first instant that the engine knows, in nanoseconds since 1970.
const YEAR_1900: i64 = -2_208_988_800_000_000_000;

/// A text between these quotes.
fn escaped(text: &str, quote: char) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '\0' => out.push_str("\\0"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\\' => out.push_str("\\\\"),
            _ if character == quote => {
                out.push('\\');
                out.push(character);
            }
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_backslashes_are_escaped() {
        assert_eq!(ClickHouse.text("C:\\it's\0"), r"'C:\\it\'s\0'");
        assert_eq!(ClickHouse.name("a.b`c"), r"`a/b\`c`");
        assert_eq!(ClickHouse.like("v", r"100\%%"), r"v LIKE '100\\%%'");
    }
}
