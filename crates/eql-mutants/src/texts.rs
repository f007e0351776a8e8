//! Texts and patterns with one thing changed.

use eql_functions::wildcard::{Segment, WildcardPattern};

/// The text with one character changed, also for readers who do not mind letter case. The character is in the middle,
/// so that neither the begin nor the end alone tells.
pub(crate) fn altered(text: &str) -> String {
    let places: Vec<_> =
        text.char_indices().filter(|(_, character)| character.is_ascii_alphanumeric()).collect();
    let Some((at, character)) = places.get(places.len() / 2) else {
        return format!("{text}x");
    };
    format!("{}{}{}", &text[..*at], other(*character), &text[at + 1..])
}

/// Another character of the same sort.
pub(crate) fn other(character: char) -> char {
    match character {
        'a'..='y' | 'A'..='Y' | '0'..='8' => char::from_u32(u32::from(character) + 1),
        'z' => Some('y'),
        'Z' => Some('Y'),
        '9' => Some('0'),
        _ => None,
    }
    .unwrap_or('x')
}

/// Whether the text has letters that letter case is about.
pub(crate) fn has_letters(text: &str) -> bool {
    text.chars().any(|character| character.is_lowercase() || character.is_uppercase())
}

/// The pattern of some segments.
pub(crate) fn pattern(segments: &[Segment]) -> WildcardPattern {
    let mut text = String::new();
    for segment in segments {
        match segment {
            Segment::One => text.push('?'),
            Segment::Run => text.push('*'),
            Segment::Literal(literal) => {
                for character in literal.chars() {
                    if matches!(character, '*' | '?' | '\\') {
                        text.push('\\');
                    }
                    text.push(character);
                }
            }
        }
    }
    WildcardPattern::parse_lucene(&text)
}

/// The pattern as it is written in EQL, where nothing is escaped.
pub(crate) fn shown(pattern: &WildcardPattern) -> String {
    let segment = |segment: &Segment| match segment {
        Segment::One => "?".to_owned(),
        Segment::Run => "*".to_owned(),
        Segment::Literal(text) => text.clone(),
    };
    pattern.segments().iter().map(segment).collect()
}

/// The pattern with one character of its longest literal changed; `None` where it has none.
pub(crate) fn altered_pattern(pattern: &WildcardPattern) -> Option<WildcardPattern> {
    let segments = pattern.segments();
    let length = |index: usize| segments[index].literal().map_or(0, str::len);
    let longest = (0..segments.len()).max_by_key(|&index| (length(index), usize::MAX - index))?;
    let literal = segments[longest].literal()?;
    let mut segments = segments.to_vec();
    segments[longest] = Segment::Literal(altered(literal));
    Some(self::pattern(&segments))
}

/// The same patterns, each with one more `*`, at the begin and at the end. A pattern without a wildcard has none.
pub(crate) fn widened(pattern: &WildcardPattern) -> Vec<WildcardPattern> {
    let segments = pattern.segments();
    if pattern.is_literal() {
        return Vec::new();
    }
    let begin = self::pattern(&[&[Segment::Run], segments].concat());
    let end = self::pattern(&[segments, &[Segment::Run]].concat());
    [begin, end].into_iter().filter(|wider| wider != pattern).collect()
}

/// The same pattern without one of its `*`, for each of them.
pub(crate) fn narrowed(pattern: &WildcardPattern) -> Vec<WildcardPattern> {
    let segments = pattern.segments();
    let runs = (0..segments.len()).filter(|&index| segments[index] == Segment::Run);
    runs.map(|index| self::pattern(&[&segments[..index], &segments[index + 1..]].concat()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> WildcardPattern {
        WildcardPattern::parse(text)
    }

    fn all_shown(patterns: &[WildcardPattern]) -> Vec<String> {
        patterns.iter().map(shown).collect()
    }

    #[test]
    fn one_character_in_the_middle_changes() {
        for (text, expected) in [
            ("cmd.exe", "cmd.fxe"),
            ("z", "y"),
            ("", "x"),
            ("--", "--x"),
            ("a9", "a0"),
            ("é1", "é2"),
        ] {
            assert_eq!(altered(text), expected);
        }
        let changed = altered_pattern(&parse("*\\a*.exe")).unwrap();
        assert_eq!(shown(&changed), "*\\a*.eye");
        assert_eq!(altered_pattern(&parse("*")), None);
    }

    #[test]
    fn a_pattern_is_widened_where_it_is_closed_and_narrowed_where_it_is_open() {
        assert_eq!(all_shown(&widened(&parse("a*b"))), ["*a*b", "a*b*"]);
        assert_eq!(all_shown(&widened(&parse("*a"))), ["*a*"]);
        assert_eq!(all_shown(&widened(&parse("a"))), [""; 0]);
        assert_eq!(all_shown(&widened(&parse("?*a*"))), [""; 0]);
        assert_eq!(all_shown(&narrowed(&parse("*a*b"))), ["a*b", "*ab"]);
    }
}
