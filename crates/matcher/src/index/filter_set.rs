//! A set of filters as bits.

use pack::FilterId;

/// A set of filters of one program.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct FilterSet {
    words: Vec<u64>,
    /// How many filters there are; the bits behind are zero.
    length: usize,
}

impl FilterSet {
    /// The empty set of a program with so many filters.
    pub(super) fn with_capacity(length: usize) -> Self {
        Self { words: vec![0; length.div_ceil(64)], length }
    }

    /// These filters of a program with so many.
    pub(super) fn of(filters: &[u32], length: usize) -> Self {
        let mut set = Self::with_capacity(length);
        for &filter in filters {
            set.insert(filter as usize);
        }
        set
    }

    pub(super) fn insert(&mut self, filter: usize) {
        self.words[filter / 64] |= 1 << (filter % 64);
    }

    pub(super) fn remove(&mut self, filter: usize) {
        self.words[filter / 64] &= !(1 << (filter % 64));
    }

    /// Adds those of the filters that are in `open`.
    #[inline]
    pub(super) fn insert_open(&mut self, filters: &[u32], open: &Self) {
        for &filter in filters {
            let (word, bit) = (filter as usize / 64, 1 << (filter % 64));
            self.words[word] |= open.words[word] & bit;
        }
    }

    /// Whether a filter is in it, by its place.
    #[inline]
    pub(super) fn has(&self, filter: usize) -> bool {
        self.words[filter / 64] >> (filter % 64) & 1 == 1
    }

    /// Becomes equal to another set, in the memory it has.
    pub(super) fn copy_from(&mut self, other: &Self) {
        self.words.clone_from(&other.words);
        self.length = other.length;
    }

    /// Becomes the set of all filters.
    pub(super) fn fill(&mut self) {
        self.words.fill(u64::MAX);
        if let Some(last) = self.words.last_mut() {
            *last >>= (64 - self.length % 64) % 64;
        }
    }

    /// Whether both have a member in common.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).any(|(left, right)| left & right != 0)
    }

    /// Keeps what is in the other too.
    pub(super) fn intersect(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// Takes away what is in the other.
    pub(super) fn subtract(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Adds what is in the other.
    pub(super) fn union(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Takes away those that do not stay.
    pub(super) fn retain(&mut self, mut stays: impl FnMut(usize) -> bool) {
        for (place, word) in self.words.iter_mut().enumerate() {
            for bit in bits(*word) {
                *word &= !(u64::from(!stays(place * 64 + bit as usize)) << bit);
            }
        }
    }

    /// Whether a filter is in it.
    pub(crate) fn contains(&self, filter: FilterId) -> bool {
        let filter = filter.index();
        self.words.get(filter / 64).is_some_and(|word| word >> (filter % 64) & 1 == 1)
    }

    /// The members, ascending.
    pub(crate) fn iter(&self) -> impl Iterator<Item = FilterId> + '_ {
        let words = (0..).zip(&self.words);
        words.flat_map(|(index, &word)| bits(word).map(move |bit| FilterId(index * 64 + bit)))
    }
}

/// The places of the ones, ascending.
pub(super) fn bits(mut word: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let bit = (word != 0).then(|| word.trailing_zeros())?;
        word &= word - 1;
        Some(bit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(set: &FilterSet) -> Vec<u32> {
        set.iter().map(|id| id.0).collect()
    }

    #[test]
    fn all_filters_are_those_that_exist() {
        for length in [0, 1, 63, 64, 65, 128] {
            let mut set = FilterSet::with_capacity(length);
            set.fill();
            assert_eq!(set.iter().count(), length);
        }
    }

    #[test]
    fn members_come_in_order_over_words() {
        let mut set = FilterSet::with_capacity(200);
        for filter in [130, 0, 64, 199, 63] {
            set.insert(filter);
        }
        assert_eq!(members(&set), [0, 63, 64, 130, 199]);
        let mut other = FilterSet::with_capacity(200);
        for filter in [64, 65, 199] {
            other.insert(filter);
        }
        set.intersect(&other);
        assert_eq!(members(&set), [64, 199]);
    }
}
