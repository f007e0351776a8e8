//! The SQL of ClickHouse, of rules that ask for single events.

use crate::sql::{ColumnType, Dialect, Kind};

pub(super) struct ClickHouse;

impl Dialect for ClickHouse {
    fn text(&self, text: &str) -> String {
        format!("'{}'", escaped(text, '\''))
    }

    /// Columns with a dot and an array are parts of one nested column there, with lists of equal length.
    fn name(&self, name: &str) -> String {
        format!("`{}`", escaped(&name.replace('.', "/"), '`'))
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
