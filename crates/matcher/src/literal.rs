//! The literal of a pattern that is worth looking for.

use eql_functions::wildcard::{Segment, WildcardPattern};

/// Shorter literals are found in too many values.
pub(crate) const MIN_LENGTH: usize = 3;

/// Words that stand in many paths and command lines; they tell values apart no better than one character. A word
/// stands before those that it begins with.
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
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Literal<'p> {
    /// As it stands in the pattern.
    pub(crate) text: &'p str,
    /// Its characters, where a frequent word counts as one and a separator as none.
    pub(crate) weight: usize,
}

impl<'p> Literal<'p> {
    /// The literal of a pattern that tells most; `None` where each is too short.
    pub(crate) fn of_pattern(pattern: &'p WildcardPattern) -> Option<Self> {
        let literals = pattern.segments().iter().filter_map(|segment| match segment {
            Segment::Literal(text) => Self::of_text(text),
            Segment::One | Segment::Run => None,
        });
        literals.reduce(|best, other| if other.weight > best.weight { other } else { best })
    }

    /// A text that a value must contain; `None` where it is too short.
    pub(crate) fn of_text(text: &'p str) -> Option<Self> {
        (text.len() >= MIN_LENGTH).then(|| Self { text, weight: weight(text) })
    }
}

fn weight(text: &str) -> usize {
    let (mut rest, mut weight) = (text.as_bytes(), 0);
    while let Some(&first) = rest.first() {
        let word = frequent_word(rest);
        let is_inside_character = first & 0b1100_0000 == 0b1000_0000;
        let tells = first.is_ascii_alphanumeric() || !first.is_ascii() && !is_inside_character;
        weight += usize::from(word.is_some() || tells);
        rest = &rest[word.map_or(1, str::len)..];
    }
    weight
}

/// The frequent word that a text begins with.
pub(crate) fn frequent_word(text: &[u8]) -> Option<&'static str> {
    let first = text.first()?.to_ascii_lowercase();
    FREQUENT.into_iter().find(|word| {
        let word = word.as_bytes();
        word[0] == first
            && text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(pattern: &str) -> Option<String> {
        let pattern = WildcardPattern::parse(pattern);
        Literal::of_pattern(&pattern).map(|literal| literal.text.to_owned())
    }

    #[test]
    fn the_rarest_part_of_a_pattern_is_chosen() {
        assert_eq!(chosen("C:\\Windows\\System32\\*\\evil.DLL").as_deref(), Some("\\evil.DLL"));
        assert_eq!(chosen("*mimi*katz-dump*").as_deref(), Some("katz-dump"));
        assert_eq!(chosen("*ab*?c*"), None);
    }

    #[test]
    fn words_of_many_paths_tell_little() {
        let weight = |text| Literal::of_text(text).map(|literal| literal.weight);
        assert_eq!(weight("\\System32\\"), Some(1));
        assert_eq!(weight("\\ProgramData\\x.exe"), Some(3));
        assert_eq!(weight("ééé"), Some(3));
    }
}
