//! What a string or quoted name says after its escapes (spec 1.6, 1.9 to 1.11).

use crate::token::TokenKind;

/// What is wrong with an escape.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EscapeProblem {
    /// No such escape.
    Unknown,
    /// `\u` without braces around the digits.
    NoBraces,
    /// `\u{...}` with this number of hexadecimal digits instead of 2 to 8, and nothing else.
    DigitCount(usize),
    /// `\u{...}` with something else than digits, or not closed.
    NotHexadecimal,
    /// A half of a character of UTF-16.
    Surrogate,
    /// Above U+10FFFF.
    TooHigh,
}

/// A piece of a string: characters as they are, or an escape.
pub(crate) struct Piece<'t> {
    /// As written.
    pub(crate) written: &'t str,
    /// The character that an escape stands for; `None` where it is written as is.
    pub(crate) escaped: Option<Result<char, EscapeProblem>>,
}

/// The text that a token means; an escape with a problem stands for itself.
pub(crate) fn meaning(kind: TokenKind, written: &str) -> String {
    if kind == TokenKind::QuotedName {
        return content(kind, written).replace("``", "`");
    }
    if !matches!(kind, TokenKind::String | TokenKind::SingleQuoted) {
        return content(kind, written).to_owned();
    }
    let mut text = String::new();
    for piece in Pieces(content(kind, written)) {
        match piece.escaped {
            Some(Ok(c)) => text.push(c),
            Some(Err(_)) | None => text.push_str(piece.written),
        }
    }
    text
}

/// What is between the quotes of a closed token.
pub(crate) fn content(kind: TokenKind, written: &str) -> &str {
    let quoted =
        matches!(kind, TokenKind::String | TokenKind::SingleQuoted | TokenKind::QuotedName);
    let (head, tail) = match () {
        () if kind == TokenKind::RawString => (3, 3),
        () if kind == TokenKind::OldRaw => (2, 1),
        () => (usize::from(quoted), usize::from(quoted)),
    };
    written.get(head..written.len().saturating_sub(tail)).unwrap_or_default()
}

/// The pieces of the content of a string with escapes.
pub(crate) struct Pieces<'t>(pub(crate) &'t str);

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Self::Item> {
        let (length, escaped) = match self.0.strip_prefix('\\') {
            Some(after) => escape(after),
            None => (self.0.find('\\').unwrap_or(self.0.len()), None),
        };
        let (written, left) = self.0.split_at(length);
        self.0 = left;
        (!written.is_empty()).then_some(Piece { written, escaped })
    }
}

/// Length with the backslash, and the character, of the escape whose backslash stands before `after`.
fn escape(after: &str) -> (usize, Option<Result<char, EscapeProblem>>) {
    let Some(letter) = after.chars().next() else { return (1, Some(Err(EscapeProblem::Unknown))) };
    let simple = match letter {
        'b' => Ok('\u{8}'),
        't' => Ok('\t'),
        'n' => Ok('\n'),
        'f' => Ok('\u{c}'),
        'r' => Ok('\r'),
        '"' | '\'' | '\\' => Ok(letter),
        'u' => return unicode_escape(&after[1..]),
        _ => Err(EscapeProblem::Unknown),
    };
    (1 + letter.len_utf8(), Some(simple))
}

/// Length with `\u`, and the character, of the escape whose `\u` stands before `after`.
fn unicode_escape(after: &str) -> (usize, Option<Result<char, EscapeProblem>>) {
    let Some(inside) = after.strip_prefix('{') else {
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_hexdigit()).len();
        return (2 + digits.min(4), Some(Err(EscapeProblem::NoBraces)));
    };
    let digits = &inside[..inside.len() - inside.trim_start_matches(is_hex).len()];
    if !inside[digits.len()..].starts_with('}') {
        return (3 + digits.len(), Some(Err(EscapeProblem::NotHexadecimal)));
    }
    (4 + digits.len(), Some(code_point(digits)))
}

fn is_hex(c: char) -> bool {
    c.is_ascii_hexdigit()
}

fn code_point(digits: &str) -> Result<char, EscapeProblem> {
    if !(2..=8).contains(&digits.len()) {
        return Err(EscapeProblem::DigitCount(digits.len()));
    }
    match u32::from_str_radix(digits, 16) {
        Ok(0xD800..=0xDFFF) => Err(EscapeProblem::Surrogate),
        Ok(code) => char::from_u32(code).ok_or(EscapeProblem::TooHigh),
        Err(_) => Err(EscapeProblem::TooHigh),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn string(written: &str) -> String {
        meaning(TokenKind::String, written)
    }

    #[test]
    fn escapes_stand_for_their_characters() {
        assert_eq!(string(r#""\b\t\n\f\r\"\'\\""#), "\u{8}\t\n\u{c}\r\"'\\");
        assert_eq!(string(r#""\u{41}\u{0001F600}\u{00e9}""#), "A\u{1F600}é");
        assert_eq!(string(r#""\w\u{d800}""#), r"\w\u{d800}");
    }

    #[test]
    fn raw_strings_and_names_have_their_own_rules() {
        assert_eq!(meaning(TokenKind::RawString, r#""""\n"x""""#), r#"\n"x"#);
        assert_eq!(meaning(TokenKind::QuotedName, "`a``b`"), "a`b");
    }

    #[test]
    fn code_points_have_two_to_eight_digits() {
        let problem = |digits| code_point(digits).err();
        assert_eq!(problem("4"), Some(EscapeProblem::DigitCount(1)));
        assert_eq!(problem("000000041"), Some(EscapeProblem::DigitCount(9)));
        assert_eq!(problem("dfff"), Some(EscapeProblem::Surrogate));
        assert_eq!(problem("110000"), Some(EscapeProblem::TooHigh));
        assert_eq!(problem("0041"), None);
    }
}
