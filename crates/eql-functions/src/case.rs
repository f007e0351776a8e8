//! Letter case: ASCII folding for field leaves, Unicode folding for scripted leaves (spec 9.2).

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Whether letter case counts: `f(…)` or `f~(…)`, `like` or `like~`.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
pub enum Case {
    /// `A` and `a` differ.
    #[default]
    Sensitive,
    /// `A` and `a` are the same.
    Insensitive,
}

impl Case {
    /// Compares two texts byte by byte; without case, ASCII letters are folded: the rule of field leaves.
    pub fn ascii_eq(self, left: &str, right: &str) -> bool {
        bytes_eq(left.as_bytes(), right.as_bytes(), self)
    }

    /// Whether `text` begins with `prefix`, by the rule of field leaves.
    #[inline]
    pub fn ascii_starts_with(self, text: &str, prefix: &str) -> bool {
        let head = text.as_bytes().get(..prefix.len());
        head.is_some_and(|head| bytes_eq(head, prefix.as_bytes(), self))
    }

    /// How many bytes of `text` are looked at when it is compared with `other`, by the rule of field leaves: those that
    /// agree and the first that does not.
    pub fn ascii_agreement(self, text: &str, other: &str) -> usize {
        let pairs = text.bytes().zip(other.bytes());
        let agree = pairs.take_while(|(left, right)| bytes_eq(&[*left], &[*right], self)).count();
        (agree + 1).min(text.len()).min(other.len())
    }

    /// Whether `text` ends with `suffix`, by the rule of field leaves.
    #[inline]
    pub fn ascii_ends_with(self, text: &str, suffix: &str) -> bool {
        let tail = text.len().checked_sub(suffix.len()).and_then(|at| text.as_bytes().get(at..));
        tail.is_some_and(|tail| bytes_eq(tail, suffix.as_bytes(), self))
    }

    /// Where `needle` first stands in `text`, as a byte index, by the rule of field leaves.
    pub fn ascii_find(self, text: &str, needle: &str) -> Option<usize> {
        match self {
            Self::Sensitive => text.find(needle),
            Self::Insensitive => find_ignore_ascii_case(text.as_bytes(), needle.as_bytes()),
        }
    }

    /// The text that scripted functions look at: itself, or its lower case.
    pub fn fold(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Sensitive => Cow::Borrowed(text),
            Self::Insensitive => lower(text),
        }
    }

    /// Java's `startsWith` on the texts, both in lower case without case.
    pub fn starts_with(self, text: &str, prefix: &str) -> bool {
        self.scripted(text, prefix, Self::ascii_starts_with, |text, prefix| {
            text.starts_with(prefix)
        })
    }

    /// Java's `endsWith` on the texts, both in lower case without case.
    pub fn ends_with(self, text: &str, suffix: &str) -> bool {
        self.scripted(text, suffix, Self::ascii_ends_with, |text, suffix| text.ends_with(suffix))
    }

    /// Java's `contains` on the texts, both in lower case without case.
    pub fn contains(self, text: &str, part: &str) -> bool {
        let ascii = |case: Self, text: &str, part: &str| case.ascii_find(text, part).is_some();
        self.scripted(text, part, ascii, |text, part| text.contains(part))
    }

    /// Where no lower case needs to be made, the rule of field leaves gives the same.
    fn scripted(
        self,
        text: &str,
        part: &str,
        ascii: fn(Self, &str, &str) -> bool,
        folded: fn(&str, &str) -> bool,
    ) -> bool {
        if self == Self::Sensitive || (text.is_ascii() && part.is_ascii()) {
            ascii(self, text, part)
        } else {
            folded(&lower(text), &lower(part))
        }
    }
}

#[inline]
fn bytes_eq(left: &[u8], right: &[u8], case: Case) -> bool {
    match case {
        Case::Sensitive => left == right,
        Case::Insensitive => left.eq_ignore_ascii_case(right),
    }
}

/// Looks for the first byte of the needle, or for the second where the first is a separator, which many texts are
/// full of. The first byte of a text is never a continuation byte, so a hit is at a character.
fn find_ignore_ascii_case(text: &[u8], needle: &[u8]) -> Option<usize> {
    let Some(first) = needle.first() else { return Some(0) };
    let offset = usize::from(needle.len() > 1 && first.is_ascii_punctuation());
    let last = text.len().checked_sub(needle.len())?;
    let sought = needle[offset];
    let window = &text[offset..=offset + last];
    memchr::memchr2_iter(sought.to_ascii_lowercase(), sought.to_ascii_uppercase(), window)
        .find(|&at| text[at..at + needle.len()].eq_ignore_ascii_case(needle))
}

/// Equality of field leaves without case: ASCII letters fold, every other character equals only itself.
pub fn ascii_eq_ignore_case(left: &str, right: &str) -> bool {
    left.eq_ignore_ascii_case(right)
}

/// Java's `toLowerCase(Locale.ROOT)`: full Unicode lower case, with the final sigma. May change the length.
///
/// Which sigma is final goes by Unicode's rule; Java asks its word breaker, so `B1Σ` differs.
pub fn lower(text: &str) -> Cow<'_, str> {
    let unchanged = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if unchanged { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) }
}

/// Java's `compareToIgnoreCase(…) == 0`: what `:` and `in~` do in scripted leaves.
///
/// Each character is folded on its own (upper, then lower), so `ß` and `ss` differ but `İ`, `ı`, `I` and `i`
/// are equal. Characters outside the first plane fold too, as since Java 16; older ones went by UTF-16 unit.
pub fn eq_ignore_case(left: &str, right: &str) -> bool {
    if left.is_ascii() && right.is_ascii() {
        return left.eq_ignore_ascii_case(right);
    }
    left.chars().map(fold_char).eq(right.chars().map(fold_char))
}

/// One character for each character: mappings to several characters are not taken.
fn fold_char(character: char) -> char {
    if character == 'İ' {
        return 'i'; // the only lower case of two characters; Java's one-character mapping is this
    }
    let upper = single(character.to_uppercase()).unwrap_or(character);
    single(upper.to_lowercase()).unwrap_or(upper)
}

fn single(mut characters: impl Iterator<Item = char>) -> Option<char> {
    let first = characters.next();
    if characters.next().is_none() { first } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn field_leaves_fold_ascii_only() {
        assert!(ascii_eq_ignore_case("CMD.exe", "cmd.EXE"));
        assert!(!ascii_eq_ignore_case("É", "é"));
        assert!(!ascii_eq_ignore_case("\u{212A}", "k"));
        assert!(Case::Insensitive.ascii_starts_with("CMD.exe", "cmd"));
        assert!(!Case::Sensitive.ascii_starts_with("CMD.exe", "cmd"));
        assert_eq!(Case::Insensitive.ascii_find("éaXbxB", "xb"), Some(3));
        assert_eq!(Case::Insensitive.ascii_find("a", "ab"), None);
        assert_eq!(Case::Insensitive.ascii_find(r"C:\x\zX\y", r"\Zx"), Some(4));
        assert_eq!(Case::Insensitive.ascii_find("aéb", "É"), None);
        assert_eq!(Case::Insensitive.ascii_find("a", ""), Some(0));
    }

    #[test]
    fn scripted_comparison_folds_each_character_on_its_own() {
        for (left, right) in [
            ("É", "é"),
            ("\u{212A}", "k"),
            ("İ", "i"),
            ("ı", "I"),
            ("ς", "Σ"),
            ("ß", "ẞ"),
            ("ᾀ", "ᾈ"),
            ("\u{10400}", "\u{10428}"),
            ("Ǆ", "ǅ"),
        ] {
            assert!(eq_ignore_case(left, right), "{left} {right}");
        }
        assert!(!eq_ignore_case("ß", "ss"));
        assert!(!eq_ignore_case("a", "ab"));
    }

    #[test]
    fn lower_case_is_the_one_of_whole_texts() {
        assert_eq!(lower("ΑΣ"), "ας");
        assert_eq!(lower("Σ"), "σ");
        assert_eq!(lower("İ"), "i\u{307}");
        assert!(matches!(lower("plain"), Cow::Borrowed("plain")));
        assert_eq!(Case::Sensitive.fold("A"), "A");
    }
}
