//! Names, texts and lists as Flink writes them.

use std::fmt::Write as _;

use crate::patterns::{Dialect, Syntax};

/// How patterns are written: over the values of a field with U+001F between them, which is in none of them.
pub(super) const LIST: Dialect = Dialect { syntax: Syntax::Perl, separator: Some('\u{1f}') };

/// A column or table by its name.
pub(super) fn name(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

/// A text; one with control characters has them by number.
pub(super) fn quoted(text: &str) -> String {
    if !text.contains(|it: char| it.is_control()) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut out = String::from("U&'");
    for character in text.chars() {
        match character {
            '\'' => out.push_str("''"),
            '\\' => out.push_str("\\\\"),
            _ if character.is_control() => {
                let _ = write!(out, "\\{:04x}", u32::from(character)); // writing to a text cannot fail
            }
            _ => out.push(character),
        }
    }
    out + "'"
}

/// The values of a list as one text; null where there is no list.
pub(super) fn joined(column: &str) -> String {
    format!("ARRAY_JOIN({column}, CHR(31))")
}

/// What may be null, as what is false then.
pub(super) fn guarded(test: &str) -> String {
    format!("({test}) IS TRUE")
}

/// The most characters of a regular expression on one line.
const WIDE: usize = 100;

/// Whether some value, of a text with values, is one of what these expressions take; null where the text is.
pub(super) fn matches(text: &str, expressions: &[String], ignores_case: bool) -> String {
    let flag = if ignores_case { "i" } else { "" };
    let (start, end) = (format!("(?<![^\\x{{1f}}])(?{flag}:"), ")(?![^\\x{1f}])");
    let length: usize = expressions.iter().map(String::len).sum();
    if length < WIDE || expressions.len() == 1 {
        let whole = quoted(&format!("{start}{}{end}", expressions.join("|")));
        return format!("REGEXP({text}, {whole})");
    }
    // Texts on lines of their own are one text.
    let mut out = format!("REGEXP({text}, {}", quoted(&start));
    for (place, expression) in expressions.iter().enumerate() {
        let bar = if place > 0 { "|" } else { "" };
        let _ = write!(out, "\n  {}", quoted(&format!("{bar}{expression}")));
    }
    out + "\n  " + &quoted(end) + ")"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_names_are_quoted() {
        assert_eq!(quoted("it's C:\\"), "'it''s C:\\'");
        assert_eq!(quoted("it's\n\\"), "U&'it''s\\000a\\\\'");
        assert_eq!(name("a.b`c"), "`a.b``c`");
    }

    #[test]
    fn an_expression_stands_between_borders() {
        let one = matches("x", &["a".to_owned(), "b".to_owned()], true);
        assert_eq!(one, r"REGEXP(x, '(?<![^\x{1f}])(?i:a|b)(?![^\x{1f}])')");
        let long = matches("x", &["a".repeat(60), "b".repeat(60)], false);
        assert_eq!(long.lines().count(), 4, "{long}");
    }
}
