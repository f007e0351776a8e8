//! Texts of which a value must be one.

use std::cmp::Ordering;

use eql_functions::Case;

/// A list of texts, made to be asked for one value after the other without memory.
#[derive(Debug)]
pub(crate) struct TextSet {
    /// All texts, one behind the other; without case, in lower case.
    texts: String,
    /// Ascending by hash, of one hash by text.
    entries: Vec<Entry>,
    /// A bit for each length; the last one stands for all from 63 on.
    lengths: u64,
    case: Case,
}

/// One text.
#[derive(Clone, Copy, Debug)]
struct Entry {
    hash: u32,
    /// From where to where it stands in `texts`.
    start: u32,
    end: u32,
}

impl TextSet {
    /// Of texts that have fewer than 2^32 bytes together.
    pub(crate) fn new<'t>(list: impl Iterator<Item = &'t str> + Clone, case: Case) -> Self {
        let (count, bytes) =
            list.clone().fold((0, 0), |(count, bytes), text| (count + 1, bytes + text.len()));
        let mut set = Self {
            texts: String::with_capacity(bytes),
            entries: Vec::with_capacity(count),
            lengths: 0,
            case,
        };
        list.for_each(|text| set.push(text));
        if case == Case::Insensitive {
            set.texts.make_ascii_lowercase();
        }
        let Self { texts, entries, .. } = &mut set;
        entries.sort_unstable_by(|left, right| {
            left.hash.cmp(&right.hash).then_with(|| left.text(texts).cmp(right.text(texts)))
        });
        set
    }

    fn push(&mut self, text: &str) {
        let place = |texts: &String| u32::try_from(texts.len()).unwrap_or(u32::MAX);
        let start = place(&self.texts);
        self.texts.push_str(text);
        self.lengths |= length_bit(text);
        self.entries.push(Entry { hash: hash(text), start, end: place(&self.texts) });
    }

    /// The texts, in any order.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.text(&self.texts))
    }

    /// How many texts there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether some text may be as long as this one; no other is looked at.
    pub(crate) fn has_length_of(&self, text: &str) -> bool {
        self.lengths & length_bit(text) != 0
    }

    /// Whether the text is one of them; without case, ASCII letters fold.
    pub(crate) fn contains(&self, text: &str) -> bool {
        self.has_length_of(text) && self.search(text)
    }

    fn search(&self, text: &str) -> bool {
        let hash = hash(text);
        let found = self.entries.binary_search_by(|entry| {
            entry.hash.cmp(&hash).then_with(|| order(entry.text(&self.texts), text, self.case))
        });
        found.is_ok()
    }
}

impl Entry {
    fn text(self, texts: &str) -> &str {
        texts.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

fn length_bit(text: &str) -> u64 {
    1 << text.len().min(63)
}

/// Of the length and of the first and last eight bytes, whatever the case of letters.
fn hash(text: &str) -> u32 {
    const FOLD: u64 = u64::from_le_bytes([0x20; 8]);
    let bytes = text.as_bytes();
    let word = |bytes: Option<&[u8; 8]>| bytes.map(|bytes| u64::from_le_bytes(*bytes));
    let few = || bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
    let first = word(bytes.first_chunk()).unwrap_or_else(few) | FOLD;
    let last = word(bytes.last_chunk()).unwrap_or_default() | FOLD;
    let mixed = first.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ last.rotate_left(29);
    (mixed.wrapping_add(bytes.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}

/// Of a text that is folded already and another one.
fn order(folded: &str, text: &str, case: Case) -> Ordering {
    match case {
        Case::Sensitive => folded.cmp(text),
        Case::Insensitive => folded.bytes().cmp(text.bytes().map(|byte| byte.to_ascii_lowercase())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_the_texts_that_it_was_made_of() {
        let long = |last: char| format!("12345678{}{last}2345678", "x".repeat(70));
        let texts = ["b", "B", "abc", "", "Ä", "x".repeat(70).as_str()].map(str::to_owned);
        let texts = [
            &texts[..],
            &["a", "b", "C"].map(|middle| format!("the same{middle}the same")),
            &[long('a'), long('b')],
        ]
        .concat();
        let set = |case| TextSet::new(texts.iter().map(String::as_str), case);
        let (exact, folding) = (set(Case::Sensitive), set(Case::Insensitive));
        for text in &texts {
            assert!(exact.contains(text) && folding.contains(text), "{text}");
        }
        assert!(folding.contains("ABC") && !exact.contains("ABC"));
        assert!(folding.contains("THE SAMEcTHE SAME") && !exact.contains("the samecthe same"));
        for other in ["ä", "ab", &"x".repeat(71), "the samedthe same", &long('d')] {
            assert!(!folding.contains(other) && !exact.contains(other), "{other}");
        }
    }
}
