//! Texts of which a value must be one.

use std::cmp::Ordering;

use eql_functions::Case;

/// A list of texts, made to be asked for one value after the other without memory.
#[derive(Debug)]
pub(crate) struct TextSet {
    /// Ascending by their bytes; without case, by those of their lower case.
    texts: Vec<String>,
    /// A bit for each length; the last one stands for all from 63 on.
    lengths: u64,
    case: Case,
}

impl TextSet {
    pub(crate) fn new(mut texts: Vec<String>, case: Case) -> Self {
        texts.sort_unstable_by(|left, right| order(left, right, case));
        let lengths = texts.iter().fold(0, |lengths, text| lengths | length_bit(text));
        Self { texts, lengths, case }
    }

    /// The texts, ascending.
    pub(crate) fn texts(&self) -> &[String] {
        &self.texts
    }

    /// Whether some text may be as long as this one; no other is looked at.
    pub(crate) fn has_length_of(&self, text: &str) -> bool {
        self.lengths & length_bit(text) != 0
    }

    /// Whether the text is one of them; without case, ASCII letters fold.
    pub(crate) fn contains(&self, text: &str) -> bool {
        self.has_length_of(text)
            && self.texts.binary_search_by(|other| order(other, text, self.case)).is_ok()
    }
}

fn length_bit(text: &str) -> u64 {
    1 << text.len().min(63)
}

fn order(left: &str, right: &str, case: Case) -> Ordering {
    match case {
        Case::Sensitive => left.as_bytes().cmp(right.as_bytes()),
        Case::Insensitive => {
            let lower = |byte: u8| byte.to_ascii_lowercase();
            left.bytes().map(lower).cmp(right.bytes().map(lower))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_the_texts_that_it_was_made_of() {
        let texts = ["b", "B", "abc", "", "Ä", "x".repeat(70).as_str()].map(str::to_owned);
        let exact = TextSet::new(texts.to_vec(), Case::Sensitive);
        let folding = TextSet::new(texts.to_vec(), Case::Insensitive);
        for text in &texts {
            assert!(exact.contains(text) && folding.contains(text), "{text}");
        }
        assert!(folding.contains("ABC") && !exact.contains("ABC"));
        assert!(
            !folding.contains("ä") && !folding.contains("ab") && !folding.contains(&"x".repeat(71))
        );
    }
}
