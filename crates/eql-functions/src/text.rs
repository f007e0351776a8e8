//! Positions in a text as Java counts them: in UTF-16 units (spec 11.3).

use std::borrow::Cow;
use std::cmp::Ordering;

/// What stands for half of a character that a cut went through: one unit long, as the half was.
const HALF: &str = "\u{FFFD}";

/// A position of a text, found from a count of UTF-16 units.
enum Place {
    /// Between two characters, at this byte.
    Boundary(usize),
    /// Inside the character of two units that starts at this byte.
    Inside(usize),
}

/// The length in UTF-16 units: 1 for `é`, 2 for an emoji.
pub fn utf16_len(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(char::len_utf16).sum() }
}

/// Where the unit with this index is; the end of the text for every index from its length on.
fn place(text: &str, unit: usize) -> Place {
    if text.is_ascii() {
        return Place::Boundary(unit.min(text.len()));
    }
    let mut units = 0;
    for (byte, character) in text.char_indices() {
        match unit.cmp(&units) {
            Ordering::Equal => return Place::Boundary(byte),
            Ordering::Less => return Place::Inside(byte - 4),
            Ordering::Greater => units += character.len_utf16(),
        }
    }
    if unit < units { Place::Inside(text.len() - 4) } else { Place::Boundary(text.len()) }
}

/// The units `start..end` of a text, both cut to its length; empty where `start >= end`.
///
/// Borrows where the text borrows. Half of a character becomes U+FFFD: a Rust text cannot hold half of one.
pub fn utf16_slice<'a>(text: &Cow<'a, str>, start: usize, end: usize) -> Cow<'a, str> {
    if start >= end {
        return Cow::Borrowed("");
    }
    let (from, before) = match place(text, start) {
        Place::Boundary(byte) => (byte, ""),
        Place::Inside(byte) => (byte + 4, HALF),
    };
    let (to, after) = match place(text, end) {
        Place::Boundary(byte) => (byte, ""),
        Place::Inside(byte) => (byte, HALF),
    };
    let inner = byte_slice(text, from, to);
    if before.is_empty() && after.is_empty() {
        inner
    } else {
        Cow::Owned([before, &inner, after].concat())
    }
}

/// The bytes `start..end`, borrowed where the text borrows; empty where that is no part of the text.
pub(crate) fn byte_slice<'a>(text: &Cow<'a, str>, start: usize, end: usize) -> Cow<'a, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(start..end).unwrap_or("")),
        Cow::Owned(text) => Cow::Owned(text.get(start..end).unwrap_or("").to_owned()),
    }
}

/// Java's `indexOf`: the first unit at or after `start` where `needle` stands. An empty needle stands
/// everywhere, at the end too.
pub fn utf16_find(text: &str, needle: &str, start: usize) -> Option<usize> {
    if needle.is_empty() {
        return Some(start.min(utf16_len(text)));
    }
    let from = match place(text, start) {
        Place::Boundary(byte) => byte,
        Place::Inside(byte) => byte + 4, // no text starts with half a character
    };
    let (before, after) = text.split_at_checked(from)?;
    let byte = before.len() + after.find(needle)?;
    text.get(..byte).map(utf16_len)
}

/// The order of Java strings: by UTF-16 unit. It differs from the order of code points only where a character
/// of two units meets one from U+E000 to U+FFFF (spec 9.4).
pub fn utf16_cmp(left: &str, right: &str) -> Ordering {
    let mut pairs = left.chars().zip(right.chars());
    let different = pairs.find(|(left, right)| left != right);
    different.map_or_else(
        || left.len().cmp(&right.len()),
        |(left, right)| unit_rank(left).cmp(&unit_rank(right)),
    )
}

/// Puts U+E000 to U+FFFF behind the characters whose first unit is a surrogate.
fn unit_rank(character: char) -> u32 {
    let code = u32::from(character);
    if (0xE000..=0xFFFF).contains(&code) { code + 0x0011_0000 } else { code }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The units themselves: slow and plainly right.
    fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    #[test]
    fn half_a_character_becomes_one_replacement() {
        let text = Cow::Borrowed("a😀b");
        let slice = |start, end| utf16_slice(&text, start, end);
        assert_eq!(slice(0, 2), "a\u{FFFD}");
        assert_eq!(slice(2, 4), "\u{FFFD}b");
        assert_eq!(slice(2, 3), "\u{FFFD}");
        assert_eq!(slice(1, 3), "😀");
        assert!(matches!(slice(3, 9), Cow::Borrowed("b")));
    }

    proptest! {
        #[test]
        fn slices_are_those_of_the_units(text in "[aé€😀]{0,8}", start in 0usize..12, end in 0usize..12) {
            let all = units(&text);
            let (from, to) = (start.min(all.len()), end.min(all.len()));
            let expected = if from < to { String::from_utf16_lossy(&all[from..to]) } else { String::new() };
            prop_assert_eq!(utf16_slice(&Cow::Borrowed(&text), start, end), expected);
        }

        #[test]
        fn order_and_length_are_those_of_the_units(
            left in "[a\u{E000}\u{FFFD}😀é]{0,4}",
            right in "[a\u{E000}\u{FFFD}😀é]{0,4}",
        ) {
            prop_assert_eq!(utf16_cmp(&left, &right), units(&left).cmp(&units(&right)));
            prop_assert_eq!(utf16_len(&left), units(&left).len());
        }

        #[test]
        fn finds_what_a_search_over_units_finds(text in "[aé😀]{0,8}", needle in "[aé😀]{0,3}", start in 0usize..10) {
            let (all, part) = (units(&text), units(&needle));
            let found = (start.min(all.len())..=all.len()).find(|&at| all[at..].starts_with(&part));
            prop_assert_eq!(utf16_find(&text, &needle, start), found);
        }
    }
}
