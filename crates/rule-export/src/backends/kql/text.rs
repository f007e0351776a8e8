//! Texts of the query as Kusto writes them, and what is asked of a text.

use eql_functions::Case;
use eql_functions::regex::LuceneRegex;
use eql_functions::wildcard::{Segment, WildcardPattern};

use crate::patterns::{Dialect, Syntax, is_folded_otherwise};

/// What stands around each value of a list that is one text.
const SEPARATOR: char = '\u{1f}';

const ONE: Dialect = Dialect { syntax: Syntax::Perl, separator: None };

const LIST: Dialect = Dialect { syntax: Syntax::Perl, separator: Some(SEPARATOR) };

/// A text in quotes: verbatim where it has backslashes and nothing that needs one.
pub(super) fn quoted(text: &str) -> String {
    let is_plain = !text.contains(|it: char| it.is_control() || it == '"');
    if is_plain && text.contains('\\') {
        return format!("@\"{text}\"");
    }
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            character if character.is_control() => {
                quoted = format!("{quoted}\\u{:04x}", u32::from(character));
            }
            character => quoted.push(character),
        }
    }
    quoted + "\""
}

/// A regular expression in quotes, verbatim so that it can be read.
fn quoted_regex(regex: &str) -> String {
    format!("@\"{}\"", regex.replace('"', "\"\""))
}

/// Whether the letters of a constant have forms in ASCII only: how Kusto's operators fold others is not documented.
fn folds_in_ascii(text: &str, case: Case) -> bool {
    case == Case::Sensitive || text.chars().all(|it| it.is_ascii() && !is_folded_otherwise(it))
}

/// A column with a text, or with a list of texts that is one text.
#[derive(Clone, Copy)]
pub(super) struct Texts<'c> {
    /// What is written for it.
    pub(super) column: &'c str,
    /// Whether it is a list.
    pub(super) is_list: bool,
}

impl Texts<'_> {
    fn dialect(self) -> Dialect {
        if self.is_list { LIST } else { ONE }
    }

    /// One of these; none of them is empty, as no text of a table is.
    pub(super) fn one_of(self, values: &[&str], case: Case) -> Vec<String> {
        let (plain, folded): (Vec<&str>, Vec<&str>) =
            values.iter().partition(|value| folds_in_ascii(value, case));
        let mut parts = Vec::new();
        if self.is_list {
            let between =
                |value: &&str| self.contains(&format!("{SEPARATOR}{value}{SEPARATOR}"), case);
            parts.extend(plain.iter().map(between));
        } else {
            let quoted: Vec<_> = plain.iter().map(|value| quoted(value)).collect();
            match (quoted.as_slice(), case) {
                ([], _) => {}
                ([one], Case::Sensitive) => parts.push(format!("{} == {one}", self.column)),
                ([one], Case::Insensitive) => parts.push(format!("{} =~ {one}", self.column)),
                (_, Case::Sensitive) => {
                    parts.push(format!("{} in ({})", self.column, quoted.join(", ")));
                }
                (_, Case::Insensitive) => {
                    parts.push(format!("{} in~ ({})", self.column, quoted.join(", ")));
                }
            }
        }
        let segments = |value: &str| [Segment::Literal(value.to_owned())];
        parts.extend(folded.iter().map(|value| self.segments(&segments(value), case)));
        parts
    }

    /// Matches one of these patterns.
    pub(super) fn like(self, patterns: &[WildcardPattern], case: Case) -> Vec<String> {
        let literals: Vec<_> = patterns.iter().filter_map(WildcardPattern::as_literal).collect();
        let mut parts = self.one_of(&literals, case);
        let others = patterns.iter().filter(|pattern| !pattern.is_literal());
        parts.extend(others.map(|pattern| self.pattern(pattern, case)));
        parts
    }

    fn pattern(self, pattern: &WildcardPattern, case: Case) -> String {
        let ascii = pattern.segments().iter().filter_map(Segment::literal);
        let folds = ascii.into_iter().all(|literal| folds_in_ascii(literal, case));
        match pattern.segments() {
            [Segment::Run] => self.exists(),
            [Segment::Literal(text), Segment::Run] if folds => self.starts_with(text, case),
            [Segment::Run, Segment::Literal(text)] if folds && self.is_list => {
                self.contains(&format!("{text}{SEPARATOR}"), case)
            }
            [Segment::Run, Segment::Literal(text)] if folds => {
                self.operator("endswith", text, case)
            }
            [Segment::Run, Segment::Literal(text), Segment::Run] if folds => {
                self.contains(text, case)
            }
            segments => self.segments(segments, case),
        }
    }

    /// Begins with this text.
    pub(super) fn starts_with(self, text: &str, case: Case) -> String {
        if !folds_in_ascii(text, case) {
            return self.segments(&[Segment::Literal(text.to_owned()), Segment::Run], case);
        }
        if self.is_list {
            self.contains(&format!("{SEPARATOR}{text}"), case)
        } else {
            self.operator("startswith", text, case)
        }
    }

    fn contains(self, text: &str, case: Case) -> String {
        self.operator("contains", text, case)
    }

    fn operator(self, name: &str, text: &str, case: Case) -> String {
        let suffix = if case == Case::Sensitive { "_cs" } else { "" };
        format!("{} {name}{suffix} {}", self.column, quoted(text))
    }

    /// There is a value.
    pub(super) fn exists(self) -> String {
        format!("isnotempty({})", self.column)
    }

    /// Matches a Lucene expression; where it cannot be said, what in it.
    pub(super) fn lucene(self, regex: &LuceneRegex, case: Case) -> Result<String, &'static str> {
        let text = self.regex("(?s)", &self.dialect().lucene(regex.ast(), case)?);
        let takes_absent = !self.is_list && regex.is_match("");
        Ok(if takes_absent { format!("({} and {text})", self.exists()) } else { text })
    }

    /// Is made of these.
    fn segments(self, segments: &[Segment], case: Case) -> String {
        let (flags, regex) = self.dialect().flagged(segments, case);
        self.regex(flags, &regex)
    }

    /// Matches an expression as a whole.
    fn regex(self, flags: &str, regex: &str) -> String {
        let regex = if regex.contains('|') { format!("(?:{regex})") } else { regex.to_owned() };
        let whole = if self.is_list {
            format!(r"{flags}\x1f{regex}\x1f")
        } else {
            format!("{flags}^{regex}$")
        };
        format!("{} matches regex {}", self.column, quoted_regex(&whole))
    }
}

/// Some of these, in parentheses where there are several.
pub(super) fn any_of(parts: &[String]) -> String {
    match parts {
        [] => "false".to_owned(),
        [one] => one.clone(),
        _ => format!("({})", parts.join(" or ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: Texts<'_> = Texts { column: "Name", is_list: false };
    const ARGS: Texts<'_> = Texts { column: "Args", is_list: true };

    fn like(texts: Texts<'_>, pattern: &str) -> String {
        any_of(&texts.like(&[WildcardPattern::parse(pattern)], Case::Insensitive))
    }

    #[test]
    fn constants_are_quoted() {
        assert_eq!(quoted("a"), r#""a""#);
        assert_eq!(quoted(r"C:\a"), r#"@"C:\a""#);
        assert_eq!(quoted("\\\"\n\u{1f}"), r#""\\\"\n\u001f""#);
    }

    #[test]
    fn simple_patterns_are_operators() {
        for (pattern, expected) in [
            ("a", r#"Name =~ "a""#),
            ("a*", r#"Name startswith "a""#),
            ("*a", r#"Name endswith "a""#),
            ("*a*", r#"Name contains "a""#),
            ("*", "isnotempty(Name)"),
            ("a*b?", r#"Name matches regex @"(?is)^a.*b.$""#),
            ("é*", r#"Name matches regex @"(?s)^é.*$""#),
            ("task", r#"Name matches regex @"(?is)^ta(?-i:[sS][kK])$""#),
            ("*k*", r#"Name matches regex @"(?s)^.*[kK].*$""#),
        ] {
            assert_eq!(like(NAME, pattern), expected);
        }
    }

    #[test]
    fn a_list_is_asked_between_its_separators() {
        for (pattern, expected) in [
            ("a", r#"Args contains "\u001fa\u001f""#),
            ("a*", r#"Args contains "\u001fa""#),
            ("*a", r#"Args contains "a\u001f""#),
            ("*a*", r#"Args contains "a""#),
            ("a*b", r#"Args matches regex @"(?is)\x1fa[^\x{1f}]*b\x1f""#),
            ("k*", r#"Args matches regex @"(?s)\x1f[kK][^\x{1f}]*\x1f""#),
        ] {
            assert_eq!(like(ARGS, pattern), expected);
        }
    }

    #[test]
    fn what_an_absent_text_would_match_is_guarded() {
        let regex = LuceneRegex::new("a*", Case::Sensitive).unwrap();
        let text = NAME.lucene(&regex, Case::Sensitive).unwrap();
        assert_eq!(text, r#"(isnotempty(Name) and Name matches regex @"(?s)^a*$")"#);
    }
}
