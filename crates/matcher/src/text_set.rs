//! Texts of which a value must be one.

use std::cmp::Ordering;

use eql_functions::Case;
use pack::{ConstId, Program};

/// A list of texts of a program, made to be asked for one value after the other without memory.
#[derive(Debug)]
pub(crate) struct TextSet {
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
    text: ConstId,
}

impl TextSet {
    /// Of these constants, which are texts.
    pub(crate) fn new(program: &Program, list: &[ConstId], case: Case) -> Self {
        let mut lengths = 0;
        let entry = |&id: &ConstId| {
            let text = program.text(id);
            lengths |= length_bit(text);
            Entry { hash: hash(text), text: id }
        };
        let mut entries: Vec<_> = list.iter().map(entry).collect();
        entries.sort_unstable_by(|left, right| {
            let by_text = || order(program.text(left.text), program.text(right.text), case);
            left.hash.cmp(&right.hash).then_with(by_text)
        });
        Self { entries, lengths, case }
    }

    /// The texts, in any order.
    pub(crate) fn texts<'p>(&self, program: &'p Program) -> impl Iterator<Item = &'p str> {
        self.entries.iter().map(|entry| program.text(entry.text))
    }

    /// How many texts there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether some text may be as long as this one; no other is looked at.
    pub(crate) fn has_length_of(&self, text: &str) -> bool {
        self.lengths & length_bit(text) != 0
    }

    /// Whether the text is one of them, which are of this program; without case, ASCII letters fold.
    pub(crate) fn contains(&self, program: &Program, text: &str) -> bool {
        self.has_length_of(text) && self.search(program, text)
    }

    fn search(&self, program: &Program, text: &str) -> bool {
        let hash = hash(text);
        let found = self.entries.binary_search_by(|entry| {
            let by_text = || order(program.text(entry.text), text, self.case);
            entry.hash.cmp(&hash).then_with(by_text)
        });
        found.is_ok()
    }
}

fn length_bit(text: &str) -> u64 {
    1 << text.len().min(63)
}

/// Of the length and of the first and last eight bytes, whatever the case of letters.
fn hash(text: &str) -> u32 {
    const FOLD: u64 = u64::from_le_bytes([0x20; 8]);
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let bytes = text.as_bytes();
    let word = |bytes: Option<&[u8; 8]>| bytes.map(|bytes| u64::from_le_bytes(*bytes));
    let few = || bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
    let first = word(bytes.first_chunk()).unwrap_or_else(few) | FOLD;
    let last = word(bytes.last_chunk()).unwrap_or_default() | FOLD;
    let mixed = first.wrapping_mul(FACTOR) ^ last.rotate_left(29);
    (mixed.wrapping_add(bytes.len() as u64).wrapping_mul(FACTOR) >> 32) as u32
}

fn order(left: &str, right: &str, case: Case) -> Ordering {
    match case {
        Case::Sensitive => left.cmp(right),
        Case::Insensitive => {
            let lower = |byte: u8| byte.to_ascii_lowercase();
            left.bytes().map(lower).cmp(right.bytes().map(lower))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pack::Constant;

    #[test]
    fn a_set_has_the_texts_that_it_was_made_of() {
        let long = |middle: char| format!("12345678{}{middle}2345678", "x".repeat(70));
        let same = |middle: char| format!("the same{middle}the same");
        let texts = ["b", "B", "abc", "", "Ä"].map(str::to_owned).into_iter();
        let texts = texts.chain(["x".repeat(70), long('a'), long('b')]);
        let texts: Vec<_> = texts.chain(['a', 'b', 'C'].map(same)).collect();
        let constants = texts.iter().map(|text| Constant::Text(text.as_str().into())).collect();
        let program = Program { constants, ..Program::default() };
        let ids: Vec<_> = (0..).map(ConstId).take(texts.len()).collect();
        let has = |case, text: &str| TextSet::new(&program, &ids, case).contains(&program, text);
        for text in &texts {
            assert!(has(Case::Sensitive, text) && has(Case::Insensitive, text), "{text}");
        }
        for text in ["ABC", "THE SAMEcTHE SAME"] {
            assert!(!has(Case::Sensitive, text) && has(Case::Insensitive, text), "{text}");
        }
        for text in ["ä", "ab", &"x".repeat(71), &same('d'), &long('d')] {
            assert!(!has(Case::Sensitive, text) && !has(Case::Insensitive, text), "{text}");
        }
    }
}
