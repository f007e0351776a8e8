//! Wildcard patterns as values of Sigma.

use std::fmt::Write as _;

use eql_functions::Case;
use eql_functions::wildcard::{Segment, WildcardPattern};

use crate::patterns::{ANY, Dialect, Syntax};

/// What a pattern asks of a text, as Sigma has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// The whole text; wildcards count.
    Whole,
    /// Its start.
    Start,
    /// Its end.
    End,
    /// A part of it.
    Inside,
    /// A regular expression in it.
    Regex,
    /// One in which `.` is any character.
    DotRegex,
}

/// A pattern as a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Value {
    /// What it asks.
    pub(super) kind: Kind,
    /// Whether letter case counts and there are letters.
    pub(super) cased: bool,
    /// As the rule has it.
    pub(super) text: String,
}

impl Value {
    /// An expression that is found somewhere, as `crate::regex` writes it.
    fn regex(text: &str) -> Self {
        let kind = if text.contains(ANY) { Kind::DotRegex } else { Kind::Regex };
        Self { kind, cased: false, text: portable(&text.replace(ANY, ".")) }
    }

    /// The modifiers of a field that is asked so.
    pub(super) fn modifiers(&self) -> Vec<&'static str> {
        let modifiers: &[_] = match self.kind {
            Kind::Whole => &[],
            Kind::Start => &["startswith"],
            Kind::End => &["endswith"],
            Kind::Inside => &["contains"],
            Kind::Regex => &["re"],
            Kind::DotRegex => &["re", "s"],
        };
        modifiers.iter().copied().chain(self.cased.then_some("cased")).collect()
    }
}

/// The value of a pattern.
///
/// Sigma ignores case unless told otherwise, and does not say of which letters; so a pattern that ignores case is a regular
/// expression where an engine that folds by Unicode would take something else.
pub(super) fn value(pattern: &WildcardPattern, case: Case) -> Value {
    let segments = pattern.segments();
    if case == Case::Insensitive && !folds_in_ascii(segments) {
        return of_regex(&REGEX.wildcard(pattern, case));
    }
    let cased = case == Case::Sensitive && letters(segments).any(has_case);
    let (kind, segments) = match segments {
        [Segment::Run] => (Kind::Inside, &[][..]),
        [Segment::One, Segment::Run] => return Value::regex(ANY),
        [Segment::Run, inner @ .., Segment::Run] if is_literal(inner) => (Kind::Inside, inner),
        [Segment::Run, inner @ ..] if is_literal(inner) => (Kind::End, inner),
        [inner @ .., Segment::Run] if is_literal(inner) => (Kind::Start, inner),
        all => (Kind::Whole, all),
    };
    Value { kind, cased, text: written(segments) }
}

/// The value of a pattern that is about what stands behind the last backslash of a field.
pub(super) fn of_name(pattern: &WildcardPattern, case: Case) -> Value {
    match pattern.segments() {
        [Segment::Literal(name)] => value(&ends(&format!("\\{name}")), case),
        [Segment::Run] => value(pattern, case),
        [Segment::Run, Segment::Literal(end)] if !end.contains('\\') => value(pattern, case),
        _ => {
            let name = REGEX.wildcard(pattern, case).replace(ANY, r"[^\\]");
            Value::regex(&format!(r"(?:^|\\){name}$"))
        }
    }
}

/// The value of a pattern that is about what stands behind the last full stop of a field; only for a whole one.
pub(super) fn of_extension(pattern: &WildcardPattern, case: Case) -> Option<Value> {
    let end = pattern.as_literal().filter(|end| !end.is_empty() && !end.contains('.'))?;
    Some(value(&ends(&format!(".{end}")), case))
}

/// The value of a pattern that is about one word of a field, as far as it can be asked: the words are not apart.
pub(super) fn of_word(pattern: &WildcardPattern, case: Case) -> Value {
    value(&inside(pattern), case)
}

/// All texts that a pattern matches a part of.
pub(super) fn inside(pattern: &WildcardPattern) -> WildcardPattern {
    WildcardPattern::parse_lucene(&format!("*{pattern}*"))
}

/// A text and nothing else.
pub(super) fn exactly(text: &str) -> WildcardPattern {
    WildcardPattern::parse_lucene(&lucene(text))
}

/// All texts that start so.
pub(super) fn starts(text: &str) -> WildcardPattern {
    WildcardPattern::parse_lucene(&format!("{}*", lucene(text)))
}

fn ends(text: &str) -> WildcardPattern {
    WildcardPattern::parse_lucene(&format!("*{}", lucene(text)))
}

fn lucene(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        escaped.extend(matches!(character, '*' | '?' | '\\').then_some('\\'));
        escaped.push(character);
    }
    escaped
}

/// Regular expressions of whole patterns.
const REGEX: Dialect = Dialect { syntax: Syntax::PlainPerl, separator: None };

/// The value of an expression of `crate::regex` that is about the whole field: Sigma looks anywhere in it.
pub(super) fn of_regex(text: &str) -> Value {
    let anything = format!("{ANY}*");
    let text = if is_union(text) { format!("(?:{text})") } else { text.to_owned() };
    let (start, text) = text.strip_prefix(&anything).map_or(("^", &*text), |rest| ("", rest));
    let (text, end) = text.strip_suffix(&anything).map_or((text, "$"), |rest| (rest, ""));
    Value::regex(&format!("{start}{text}{end}"))
}

/// Whether a `|` stands outside of all parentheses and brackets.
fn is_union(text: &str) -> bool {
    let (mut depth, mut in_class, mut is_escaped) = (0, false, false);
    for character in text.chars() {
        match character {
            _ if is_escaped => {}
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => depth -= 1,
            '|' if depth == 0 && !in_class => return true,
            _ => {}
        }
        is_escaped = character == '\\' && !is_escaped;
    }
    false
}

/// Characters by number as Python reads them too: two digits, or the character itself.
fn portable(text: &str) -> String {
    let mut pieces = text.split(r"\x{");
    let mut portable = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (digits, rest) = piece.split_once('}').unwrap_or((piece, ""));
        let number = u32::from_str_radix(digits, 16).unwrap_or_default();
        match char::from_u32(number).filter(|_| number > 0xFF) {
            Some(character) => portable.push(character),
            None => {
                let _ = write!(portable, r"\x{number:02X}"); // writing to a string cannot fail
            }
        }
        portable.push_str(rest);
    }
    portable
}

/// Whether an engine that makes both sides small letters takes the same texts. U+212A becomes a `k`, and U+0130 an `i` and a
/// dot, which a wildcard behind an `i` takes. A pattern with wildcards inside is a regular expression in engines, in which
/// U+017F is an `s` too.
fn folds_in_ascii(segments: &[Segment]) -> bool {
    let has_inner = match segments {
        [first, inner @ .., last] => {
            let has_run = |inner: &[Segment]| inner.iter().any(|it| it.literal().is_none());
            has_run(inner) || *first == Segment::One || *last == Segment::One
        }
        _ => false,
    };
    let before_wildcard =
        |pair: &[Segment]| pair[0].literal().is_some_and(|text| text.ends_with(['i', 'I']));
    letters(segments).all(|letter| match letter {
        'k' | 'K' => false,
        's' | 'S' => !has_inner,
        letter => letter.is_ascii() || !has_case(letter),
    }) && !segments.windows(2).any(before_wildcard)
}

fn is_literal(segments: &[Segment]) -> bool {
    matches!(segments, [Segment::Literal(_)])
}

fn letters(segments: &[Segment]) -> impl Iterator<Item = char> {
    segments.iter().filter_map(Segment::literal).flat_map(str::chars)
}

/// Whether a character has another form in the other case.
fn has_case(character: char) -> bool {
    !character.to_lowercase().eq([character]) || !character.to_uppercase().eq([character])
}

/// The text of a value, wildcards and all.
fn written(segments: &[Segment]) -> String {
    let mut marks = Vec::new();
    for segment in segments {
        match segment {
            Segment::Run => marks.push(('*', true)),
            Segment::One => marks.push(('?', true)),
            Segment::Literal(literal) => marks.extend(literal.chars().map(|mark| (mark, false))),
        }
    }
    let mut text = String::new();
    for (place, &mark) in marks.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| marks.get(before));
        let escape = match mark {
            ('*' | '?', is_wildcard) => !is_wildcard,
            ('\\', _) => {
                before == Some(&mark) || marks.get(place + 1).is_some_and(|next| is_special(next.0))
            }
            _ => false,
        };
        text.extend(escape.then_some('\\'));
        text.push(mark.0);
    }
    text
}

/// A backslash in front of these would escape them; in front of others it is a backslash, as people write it.
fn is_special(mark: char) -> bool {
    matches!(mark, '*' | '?' | '\\')
}

/// A text as a value that is only this text.
pub(super) fn escaped(text: &str) -> String {
    written(exactly(text).segments())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backslashes_are_doubled_only_where_they_would_escape() {
        for (pattern, expected) in [
            (r"a\*\b", r"a\\*\b"),
            (r"\\host\share", r"\\\\host\share"),
            (r"C:\dir\", r"C:\dir\"),
            ("a?b", "a?b"),
        ] {
            assert_eq!(written(WildcardPattern::parse(pattern).segments()), expected, "{pattern}");
        }
        assert_eq!(escaped(r"50*?\?"), r"50\*\?\\\?");
    }

    fn shown(value: &Value) -> String {
        format!("{} {}", value.modifiers().join("|"), value.text)
    }

    #[test]
    fn modifiers_replace_wildcards_at_the_ends() {
        let value = |pattern, case| shown(&value(&WildcardPattern::parse(pattern), case));
        assert_eq!(value("*ab*", Case::Insensitive), "contains ab");
        assert_eq!(value("ab*", Case::Sensitive), "startswith|cased ab");
        assert_eq!(value("*\\4", Case::Sensitive), "endswith \\4");
        assert_eq!(value("*a*b", Case::Insensitive), " *a*b");
        assert_eq!(value("*", Case::Insensitive), "contains ");
        assert_eq!(value("?*", Case::Insensitive), "re|s .");
        assert_eq!(value("", Case::Insensitive), " ");
        assert_eq!(value("\u{c9}k*", Case::Insensitive), "re ^\u{c9}[Kk]");
        assert_eq!(value("*\\ps.exe", Case::Insensitive), "endswith \\ps.exe");
        assert_eq!(value("a*s", Case::Insensitive), "re|s ^[Aa].*[Ss]$");
        assert_eq!(value("*ki", Case::Insensitive), "re [Kk][Ii]$");
        assert_eq!(value("*hi*", Case::Insensitive), "re [Hh][Ii]");
    }

    #[test]
    fn a_name_is_the_end_of_a_path() {
        let name = |pattern| shown(&of_name(&WildcardPattern::parse(pattern), Case::Insensitive));
        assert_eq!(name("a.exe"), "endswith \\a.exe");
        assert_eq!(name("*.exe"), "endswith .exe");
        assert_eq!(name("c?*"), r"re (?:^|\\)[Cc][^\\][^\\]*$");
        let word = of_word(&WildcardPattern::parse("/c*"), Case::Sensitive);
        assert_eq!(shown(&word), "contains|cased /c");
    }

    #[test]
    fn an_expression_is_anchored_where_it_says_something() {
        let shown = |text| shown(&of_regex(text));
        assert_eq!(shown("a(?s:.)*"), "re ^a");
        assert_eq!(shown("(?s:.)*a|b"), "re|s ^(?:.*a|b)$");
        assert_eq!(shown(r"(?s:.)*(?:a|b)[|]\|"), r"re (?:a|b)[|]\|$");
        assert_eq!(shown(r"[\x{A}-\x{2B0}]"), "re ^[\\x0A-\u{2b0}]$");
        assert_eq!(shown("(?s:.)*"), "re $");
    }
}
