//! Texts of which a value must be one.

use std::cmp::Ordering;

use eql_functions::Case;

/// A list of texts, made to be asked for one value after the other without memory.
#[derive(Debug)]
pub(crate) struct TextSet {
    /// All texts, one behind the other, ascending by their bytes; without case, in lower case.
    texts: String,
    /// Where each of them ends in `texts`.
    ends: Vec<usize>,
    /// A bit for each length; the last one stands for all from 63 on.
    lengths: u64,
    case: Case,
}

impl TextSet {
    pub(crate) fn new(mut list: Vec<&str>, case: Case) -> Self {
        list.sort_unstable_by(|left, right| order(left, right, case));
        let lengths = list.iter().fold(0, |lengths, text| lengths | length_bit(text));
        let mut texts = String::with_capacity(list.iter().map(|text| text.len()).sum());
        let mut add = |text: &&str| {
            texts.push_str(text);
            texts.len()
        };
        let ends = list.iter().map(&mut add).collect();
        if case == Case::Insensitive {
            texts.make_ascii_lowercase();
        }
        Self { texts, ends, lengths, case }
    }

    /// The texts, ascending.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).map(|(&start, &end)| &self.texts[start..end])
    }

    /// How many texts there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
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
        let (mut first, mut behind) = (0, self.ends.len());
        while first < behind {
            let middle = first.midpoint(behind);
            let start = if middle == 0 { 0 } else { self.ends[middle - 1] };
            match order(&self.texts[start..self.ends[middle]], text, self.case) {
                Ordering::Less => first = middle + 1,
                Ordering::Greater => behind = middle,
                Ordering::Equal => return true,
            }
        }
        false
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
        let set = |case| TextSet::new(texts.iter().map(String::as_str).collect(), case);
        let (exact, folding) = (set(Case::Sensitive), set(Case::Insensitive));
        for text in &texts {
            assert!(exact.contains(text) && folding.contains(text), "{text}");
        }
        assert!(folding.contains("ABC") && !exact.contains("ABC"));
        assert!(
            !folding.contains("ä") && !folding.contains("ab") && !folding.contains(&"x".repeat(71))
        );
    }
}
