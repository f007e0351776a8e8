//! Literals that are worth looking for.

/// Shorter literals are found in too many values.
pub(crate) const MIN_LENGTH: usize = 3;

/// A literal that every value of a pattern contains, and how much it tells.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Literal<'p> {
    /// As it stands in the pattern.
    pub(crate) text: &'p str,
    /// Its characters, where a frequent word counts as one and a separator as none.
    pub(crate) weight: usize,
}

impl<'p> Literal<'p> {
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

/// The word that a text begins with, of those that stand in many paths and command lines; they tell values apart no
/// better than one character.
pub(crate) fn frequent_word(text: &[u8]) -> Option<&'static str> {
    let &[first, second, ..] = text else { return None };
    let words: &[&str] = match &[first.to_ascii_lowercase(), second.to_ascii_lowercase()] {
        b"ap" => &["appdata"],
        b"bi" => &["bin"],
        b"co" => &["com"],
        b"cu" => &["currentversion"],
        b"de" => &["device"],
        b"dl" => &["dll"],
        b"ex" => &["exe"],
        b"ha" => &["harddiskvolume"],
        b"hk" => &["hklm"],
        b"ho" => &["home"],
        b"lo" => &["local"],
        b"ma" => &["machine"],
        b"mi" => &["microsoft"],
        b"pr" => &["program files", "programdata"],
        b"re" => &["registry"],
        b"ro" => &["roaming"],
        b"so" => &["software"],
        b"sy" => &["system32", "syswow64"],
        b"te" => &["temp"],
        b"us" => &["users", "usr"],
        b"wi" => &["windows"],
        _ => return None,
    };
    let begins = |word: &&&str| {
        let head = text.get(..word.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
    };
    words.iter().find(begins).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_many_paths_tell_little() {
        let weight = |text| Literal::of_text(text).map(|literal| literal.weight);
        assert_eq!(weight("\\System32\\"), Some(1));
        assert_eq!(weight("\\ProgramData\\x.exe"), Some(3));
        assert_eq!(weight("ééé"), Some(3));
    }
}
