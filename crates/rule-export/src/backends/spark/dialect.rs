//! The SQL of Spark, of rules that ask for single events.

use std::fmt::Write as _;

use crate::sql::{ColumnType, Dialect, Kind};

pub(super) struct SparkSql;

impl Dialect for SparkSql {
    fn text(&self, text: &str) -> String {
        let mut out = String::from("'");
        for character in text.chars() {
            match character {
                // Else `${…}` would be a variable, and a line break would be moved with the lines of the query.
                '$' | '\0'..' ' => {
                    // Writing to a text cannot fail.
                    let _ = write!(out, "\\u{:04x}", u32::from(character));
                }
                '\\' | '\'' => {
                    out.push('\\');
                    out.push(character);
                }
                _ => out.push(character),
            }
        }
        out.push('\'');
        out
    }

    fn name(&self, name: &str) -> String {
        format!("`{}`", name.replace('`', "``"))
    }

    fn list(&self, items: &[String]) -> String {
        format!("array({})", items.join(", "))
    }

    fn some(&self, list: &str, item: &str, test: &str) -> String {
        format!("coalesce(exists({list}, {item} -> coalesce({test}, FALSE)), FALSE)")
    }

    fn has_any(&self, list: &str, constants: &[String]) -> String {
        format!("coalesce(arrays_overlap({list}, {}), FALSE)", self.list(constants))
    }

    fn has_items(&self, list: &str) -> String {
        format!("coalesce(size({list}) > 0, FALSE)")
    }

    fn choices(&self, list: &str, kind: Kind) -> String {
        let null = format!("array(CAST(NULL AS {}))", type_of(kind));
        format!("CASE WHEN size({list}) > 0 THEN {list} ELSE {null} END")
    }

    fn folded(&self, list: &str) -> String {
        let letters = "'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'";
        format!("transform({list}, v -> translate(v, {letters}))")
    }

    fn like(&self, text: &str, pattern: &str) -> String {
        format!("{text} LIKE {}", self.text(pattern))
    }

    fn matches(&self, text: &str, regex: &str) -> String {
        format!("{text} RLIKE {}", self.text(&format!("\\A(?:{regex})\\z")))
    }

    fn wide(&self, integer: &str) -> String {
        format!("CAST({integer} AS DECIMAL(38, 0))")
    }

    fn double(&self, number: &str) -> String {
        format!("CAST({number} AS DOUBLE)")
    }

    fn instant(&self, nanos: i128, _column_type: ColumnType) -> Option<String> {
        i64::try_from(nanos).ok().map(|nanos| format!("CAST({nanos} AS BIGINT)"))
    }

    /// The engine takes no function of ours behind an arrow, so each is written out.
    fn call(&self, function: &str, arguments: &[String]) -> String {
        match (function, arguments) {
            ("eql_starts_with", [text, part]) => format!("startswith({text}, {part})"),
            ("eql_ends_with", [text, part]) => format!("endswith({text}, {part})"),
            ("eql_contains", [text, part]) => {
                format!("(contains({text}, {part}) AND {part} <> '')")
            }
            ("eql_lower", [text]) => format!("lower({text})"),
            ("eql_fold_each", [text]) => format!(
                "array_join(transform(split(replace({text}, 'İ', 'i'), ''), c -> \
                 lower(CASE WHEN char_length(upper(c)) = 1 THEN upper(c) ELSE c END)), '')"
            ),
            ("eql_length", [text]) => format!(
                "CAST(char_length({text}) + char_length(regexp_replace({text}, {}, '')) AS DECIMAL(38, 0))",
                self.text("[^\\x{10000}-\\x{10FFFF}]")
            ),
            ("eql_order_of_units", [text]) => format!(
                "regexp_replace({text}, {}, {})",
                self.text("([\\x{E000}-\\x{FFFF}])"),
                self.text("\u{10ffff}$1")
            ),
            ("eql_order_of_doubles", [left, right]) => format!(
                "CASE WHEN {left} < {right} THEN -1 WHEN {left} > {right} THEN 1 WHEN {left} = 0 AND {right} = 0 \
                 THEN {} - {} WHEN {left} = {right} THEN 0 END",
                below_zero(right),
                below_zero(left)
            ),
            _ => "NULL".to_owned(),
        }
    }
}

/// 1 for -0.0 and 0 for 0.0.
fn below_zero(double: &str) -> String {
    format!("CASE WHEN CAST({double} AS STRING) LIKE '-%' THEN 1 ELSE 0 END")
}

fn type_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Integer | Kind::Instant => "BIGINT",
        Kind::Double | Kind::Number => "DOUBLE",
        Kind::Boolean => "BOOLEAN",
        Kind::Null | Kind::Text | Kind::Ip | Kind::Version | Kind::Json => "STRING",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_backslashes_are_escaped() {
        assert_eq!(SparkSql.text("C:\\it's\0"), r"'C:\\it\'s\u0000'");
        assert_eq!(SparkSql.name("a.b`c"), "`a.b``c`");
        assert_eq!(SparkSql.matches("v", r"a\.b"), r"v RLIKE '\\A(?:a\\.b)\\z'");
    }
}
