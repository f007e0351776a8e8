//! The kinds of TOML strings, and how a text is written in each.

use std::fmt::Write as _;

/// What a string stands between.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Quotes {
    /// `'''`: lines as they are.
    LiteralLines,
    /// `"""`: lines with escapes.
    Lines,
    /// `'`: one line as it is.
    Literal,
    /// `"`: one line with escapes.
    Basic,
}

impl Quotes {
    /// Those that a string as written begins with.
    pub(super) fn of(literal: &str) -> Option<Self> {
        let all = [Self::LiteralLines, Self::Lines, Self::Literal, Self::Basic];
        all.into_iter().find(|quotes| literal.starts_with(quotes.text()))
    }

    pub(super) fn text(self) -> &'static str {
        match self {
            Self::LiteralLines => "'''",
            Self::Lines => "\"\"\"",
            Self::Literal => "'",
            Self::Basic => "\"",
        }
    }

    pub(super) fn has_lines(self) -> bool {
        matches!(self, Self::LiteralLines | Self::Lines)
    }

    /// A text as it is written between what else the string means, before it and behind it; `None` where this kind of
    /// string cannot hold it.
    pub(super) fn write(self, around: (&str, &str), text: &str) -> Option<String> {
        match self {
            Self::Basic | Self::Lines => Some(self.escaped(around, text)),
            Self::Literal | Self::LiteralLines => {
                (self.holds(text) && !self.is_closed_by(around, text)).then(|| text.to_owned())
            }
        }
    }

    /// Whether the quotes of a text would end a string without escapes.
    fn is_closed_by(self, (before, behind): (&str, &str), text: &str) -> bool {
        if self == Self::Literal {
            return text.contains('\'');
        }
        let quotes = before.len() - before.trim_end_matches('\'').len();
        let is_next = behind.is_empty() || behind.starts_with('\'');
        (text.ends_with('\'') && is_next)
            || format!("{}{text}", "'".repeat(quotes)).contains(self.text())
    }

    /// Whether no character of a text needs an escape, quotes and backslashes aside.
    fn holds(self, text: &str) -> bool {
        let is_fit = |character: char| match character {
            '\t' => true,
            '\n' => self.has_lines(),
            other => !other.is_ascii_control(),
        };
        text.chars().all(is_fit)
    }

    fn escaped(self, (before, behind): (&str, &str), text: &str) -> String {
        let mut written = String::with_capacity(text.len());
        for (place, character) in text.char_indices() {
            let last = if place == 0 { before } else { &text[..place] };
            let next = if place + 1 == text.len() { behind } else { "." };
            let is_plain = match character {
                '\\' => false,
                '"' => self == Self::Lines && is_alone(last, next),
                character => self.holds(character.encode_utf8(&mut [0; 4])),
            };
            if is_plain {
                written.push(character);
            } else {
                escape(&mut written, character);
            }
        }
        written
    }
}

/// Whether a quote between lines ends nothing: of several in a row only the first is left as it is.
fn is_alone(last: &str, next: &str) -> bool {
    !last.is_empty() && !last.ends_with('"') && !next.is_empty() && !next.starts_with('"')
}

fn escape(written: &mut String, character: char) {
    match character {
        '\\' | '"' => written.extend(['\\', character]),
        '\n' => written.push_str("\\n"),
        '\r' => written.push_str("\\r"),
        other => {
            let _ = write!(written, "\\u{:04X}", u32::from(other)); // writing to a string cannot fail
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text between two others in a string of each kind.
    fn written(text: &str) -> [Option<String>; 4] {
        let all = [Quotes::Basic, Quotes::Lines, Quotes::Literal, Quotes::LiteralLines];
        all.map(|quotes| quotes.write(("a ", " b"), text))
    }

    fn texts(
        basic: &str,
        lines: &str,
        literal: Option<&str>,
        literal_lines: Option<&str>,
    ) -> [Option<String>; 4] {
        [Some(basic), Some(lines), literal, literal_lines].map(|text| text.map(str::to_owned))
    }

    #[test]
    fn each_kind_of_string_has_its_own_escapes() {
        let own = r"\u{0000}";
        assert_eq!(written(own), texts(r"\\u{0000}", r"\\u{0000}", Some(own), Some(own)));
        let own = r#""x""#;
        assert_eq!(written(own), texts(r#"\"x\""#, own, Some(own), Some(own)));
        assert_eq!(written(r#""""#), texts(r#"\"\""#, r#""\""#, Some(r#""""#), Some(r#""""#)));
        assert_eq!(written("it's"), texts("it's", "it's", None, Some("it's")));
        assert_eq!(written("'''"), texts("'''", "'''", None, None));
        assert_eq!(written("x\ny"), texts("x\\ny", "x\ny", None, Some("x\ny")));
        assert_eq!(written("\r\u{7}\t"), texts("\\r\\u0007\t", "\\r\\u0007\t", None, None));
    }

    #[test]
    fn quotes_never_meet_those_of_the_string() {
        for around in [("", "x"), ("x", "\"\""), ("x\"", "x"), ("x", "")] {
            assert_eq!(Quotes::Lines.write(around, "\""), Some("\\\"".to_owned()), "{around:?}");
        }
        for around in [("''", "x"), ("x", ""), ("x", "'x")] {
            assert_eq!(Quotes::LiteralLines.write(around, "'"), None, "{around:?}");
        }
    }
}
