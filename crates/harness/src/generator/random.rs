//! Random numbers that are the same on every machine: `SplitMix64`, integers only.

use std::ops::Range;

/// A stream of numbers that the seed alone decides.
#[derive(Clone, Debug)]
pub(super) struct Random {
    state: u64,
}

impl Random {
    /// The stream of a seed.
    pub(super) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The stream of a text, by FNV-1a: one file path always gets the same hashes.
    pub(super) fn of_text(text: &str) -> Self {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self::new(text.bytes().fold(0xcbf2_9ce4_8422_2325, step))
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below the bound. The high half of the product is even enough for small bounds.
    fn below(&mut self, bound: u128) -> u128 {
        (u128::from(self.next()) * bound) >> 64
    }

    /// A number of the range; its start where the range is empty.
    pub(super) fn number(&mut self, range: Range<i64>) -> i64 {
        let width = range.end.saturating_sub(range.start).max(0).unsigned_abs();
        range.start + i64::try_from(self.below(width.into())).unwrap_or_default()
    }

    /// A number with three decimals below the bound, which is at most four million.
    pub(super) fn decimal(&mut self, bound: u32) -> f64 {
        let thousandths = self.below(u128::from(bound) * 1000);
        f64::from(u32::try_from(thousandths).unwrap_or_default()) / 1000.0
    }

    /// True once in so many times.
    pub(super) fn one_in(&mut self, times: i64) -> bool {
        self.number(0..times) == 0
    }

    /// An index below `len`.
    pub(super) fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.below(len as u128)).unwrap_or_default()
    }

    /// An index below `len` that is small most of the time, about as Zipf's law has it: of 40, the
    /// first comes once in four draws.
    pub(super) fn skewed_index(&mut self, len: usize) -> usize {
        let bound = self.index(len) + 1;
        let bound = self.index(bound) + 1;
        self.index(bound)
    }

    /// One of the items, each as often as the others. The items are a table and never empty.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.index(items.len())]
    }

    /// One of the items, the first ones far more often than the last.
    pub(super) fn skewed<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.skewed_index(items.len())]
    }

    /// Puts the items into a random order (Fisher and Yates).
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.index(last + 1);
            items.swap(last, other);
        }
    }

    /// So many lower-case hexadecimal digits.
    pub(super) fn hex(&mut self, digits: usize) -> String {
        let words = (0..digits.div_ceil(16)).map(|_| format!("{:016x}", self.next()));
        let mut text: String = words.collect();
        text.truncate(digits);
        text
    }

    /// A GUID without braces, in lower case.
    pub(super) fn guid(&mut self) -> String {
        let hex = self.hex(32);
        let parts = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
        parts.join("-")
    }

    /// So many characters of the alphabet of Base64.
    pub(super) fn token(&mut self, length: usize) -> String {
        const ALPHABET: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        (0..length).map(|_| char::from(*self.pick(ALPHABET))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_the_published_one() {
        // The first values of `SplitMix64` for the seed 1234567.
        let mut random = Random::new(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn skewed_draws_favour_the_first_items_and_reach_the_last() {
        let mut random = Random::new(7);
        let mut counts = [0; 40];
        (0..40_000).for_each(|_| counts[random.skewed_index(40)] += 1);
        assert!((8_000..12_000).contains(&counts[0]), "{counts:?}");
        assert!(counts[39] > 0, "{counts:?}");
    }
}
