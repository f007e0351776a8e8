//! Wildcard patterns as values of Sigma.

use eql_functions::Case;
use eql_functions::wildcard::Segment;

use super::regex;

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
    /// A regular expression in it, since plain values would fold letters that EQL does not fold.
    Regex,
}

impl Kind {
    /// The modifiers of a field that is asked so; `cased` where letter case counts.
    pub(super) fn modifiers(self, cased: bool) -> Vec<&'static str> {
        let modifier = match self {
            Self::Whole => None,
            Self::Start => Some("startswith"),
            Self::End => Some("endswith"),
            Self::Inside => Some("contains"),
            Self::Regex => return vec!["re", "s"],
        };
        modifier.into_iter().chain(cased.then_some("cased")).collect()
    }
}

/// A pattern as a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Value {
    pub(super) kind: Kind,
    /// Whether `cased` says something about it.
    pub(super) cased: bool,
    pub(super) text: String,
}

/// The value of a pattern.
///
/// Sigma ignores case unless told otherwise, and says nothing of letters that are not ASCII; so a pattern that has some
/// and ignores case is written with the letters that it means.
pub(super) fn value(segments: &[Segment], case: Case) -> Value {
    let cased = case == Case::Sensitive && letters(segments).any(has_case);
    let is_foreign = |letter: char| !letter.is_ascii() && has_case(letter);
    if case == Case::Insensitive && letters(segments).any(is_foreign) {
        let text = regex::of_segments(segments, case, ".");
        return Value { kind: Kind::Regex, cased: false, text };
    }
    let (kind, segments) = match segments {
        [Segment::Run, inner @ .., Segment::Run] if is_literal(inner) => (Kind::Inside, inner),
        [Segment::Run, inner @ ..] if is_literal(inner) => (Kind::End, inner),
        [inner @ .., Segment::Run] if is_literal(inner) => (Kind::Start, inner),
        all => (Kind::Whole, all),
    };
    Value { kind, cased, text: written(segments) }
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
    for (place, &(mark, is_wildcard)) in marks.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| marks.get(before));
        let near = [before.filter(|near| !near.1), marks.get(place + 1)];
        let escape = match mark {
            '*' | '?' => !is_wildcard,
            '\\' => near[0].is_some_and(|near| near.0 == '\\') || near[1].is_some_and(is_special),
            _ => false,
        };
        text.extend(escape.then_some('\\'));
        text.push(mark);
    }
    text
}

/// A backslash in front of these would escape them; in front of others it is a backslash, as people write it.
fn is_special(mark: &(char, bool)) -> bool {
    matches!(mark.0, '*' | '?' | '\\')
}

/// The value of a pattern that is about what stands behind the last backslash of a field.
pub(super) fn of_name(segments: &[Segment], case: Case) -> Value {
    match segments {
        [Segment::Literal(name)] => {
            value(&[Segment::Run, Segment::Literal(format!("\\{name}"))], case)
        }
        [Segment::Run] => value(segments, case),
        [Segment::Run, Segment::Literal(end)] if !end.contains('\\') => value(segments, case),
        _ => {
            let name = regex::of_segments(segments, case, r"[^\\]");
            let text = name.replacen('^', r"(?:^|\\)", 1);
            Value { kind: Kind::Regex, cased: false, text }
        }
    }
}

/// The value of a pattern that is about what stands behind the last full stop of a field; only for a whole one.
pub(super) fn of_extension(segments: &[Segment], case: Case) -> Option<Value> {
    match segments {
        [Segment::Literal(end)] if !end.contains('.') => {
            Some(value(&[Segment::Run, Segment::Literal(format!(".{end}"))], case))
        }
        _ => None,
    }
}

/// A text as a value that is only this text.
pub(super) fn escaped(text: &str) -> String {
    written(&[Segment::Literal(text.to_owned())])
}

#[cfg(test)]
mod tests {
    use eql_functions::wildcard::WildcardPattern;

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

    #[test]
    fn modifiers_replace_wildcards_at_the_ends() {
        let value = |pattern, case| {
            let value = value(WildcardPattern::parse(pattern).segments(), case);
            format!("{} {}", value.kind.modifiers(value.cased).join("|"), value.text)
        };
        assert_eq!(value("*ab*", Case::Insensitive), "contains ab");
        assert_eq!(value("ab*", Case::Sensitive), "startswith|cased ab");
        assert_eq!(value("*\\4", Case::Sensitive), "endswith \\4");
        assert_eq!(value("*a*b", Case::Insensitive), " *a*b");
        assert_eq!(value("*", Case::Insensitive), " *");
        assert_eq!(value("\u{c9}k*", Case::Insensitive), "re|s ^\u{c9}[kK]");
    }
}
