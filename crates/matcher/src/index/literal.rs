//! The literal of a pattern that is worth looking for.

use eql_functions::wildcard::{Segment, WildcardPattern};

/// Shorter literals are found in too many values.
const MIN_LENGTH: usize = 3;

/// Words that stand in many paths and command lines; they tell values apart no better than one character.
const FREQUENT: [&str; 24] = [
    "program files",
    "programdata",
    "currentversion",
    "harddiskvolume",
    "system32",
    "syswow64",
    "microsoft",
    "windows",
    "registry",
    "software",
    "machine",
    "appdata",
    "roaming",
    "device",
    "users",
    "local",
    "temp",
    "hklm",
    "home",
    "usr",
    "bin",
    "exe",
    "dll",
    "com",
];

/// A literal that every value of a pattern contains, and how much it tells.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Literal {
    /// In lower case.
    pub(super) text: String,
    /// Its characters, where a frequent word counts as one and a separator as none.
    pub(super) weight: usize,
}

impl Literal {
    /// The literal of a pattern that tells most; `None` where each is too short.
    pub(super) fn of_pattern(pattern: &WildcardPattern) -> Option<Self> {
        let literals = pattern.segments().iter().filter_map(|segment| match segment {
            Segment::Literal(text) => Self::of_text(text),
            Segment::One | Segment::Run => None,
        });
        literals.reduce(|best, other| if other.weight > best.weight { other } else { best })
    }

    /// A text that a value must contain; `None` where it is too short.
    pub(super) fn of_text(text: &str) -> Option<Self> {
        let text = text.to_ascii_lowercase();
        (text.len() >= MIN_LENGTH).then(|| Self { weight: weight(&text), text })
    }
}

fn weight(text: &str) -> usize {
    let (mut rest, mut weight) = (text, 0);
    while let Some(first) = rest.chars().next() {
        let word = FREQUENT.iter().find(|word| rest.starts_with(**word));
        weight += usize::from(word.is_some() || first.is_alphanumeric());
        rest = &rest[word.map_or(first.len_utf8(), |word| word.len())..];
    }
    weight
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(pattern: &str) -> Option<String> {
        Literal::of_pattern(&WildcardPattern::parse(pattern)).map(|literal| literal.text)
    }

    #[test]
    fn the_rarest_part_of_a_pattern_is_chosen() {
        assert_eq!(chosen("C:\\Windows\\System32\\*\\evil.DLL").as_deref(), Some("\\evil.dll"));
        assert_eq!(chosen("*mimi*katz-dump*").as_deref(), Some("katz-dump"));
        assert_eq!(chosen("*ab*?c*"), None);
    }
}
