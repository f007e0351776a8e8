//! Repeatable choices: which of several equally good values is taken.

/// `SplitMix64`: the same seed gives the same choices on every machine.
#[derive(Clone, Debug)]
pub(crate) struct Dice {
    state: u64,
}

impl Dice {
    /// The choices of this seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// Choices that depend on a text too, so that a field gets the same value whatever else is solved before it.
    pub(crate) fn of(seed: u64, text: &str) -> Self {
        let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self::new(text.bytes().fold(seed ^ 0xcbf2_9ce4_8422_2325, hash))
    }

    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 where the bound is 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).unwrap_or(0)
    }

    /// So many characters of an alphabet in ASCII.
    pub(crate) fn text(&mut self, alphabet: &str, length: usize) -> String {
        let letters = alphabet.as_bytes();
        let letter = |dice: &mut Self| letters.get(dice.below(letters.len())).copied();
        (0..length).filter_map(|_| letter(self)).map(char::from).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_and_a_name_always_give_the_same_choices() {
        let text = |seed, name| Dice::of(seed, name).text("0123456789abcdef", 8);
        assert_eq!(text(1, "a"), text(1, "a"));
        assert_ne!(text(1, "a"), text(1, "b"));
        assert_ne!(text(1, "a"), text(2, "a"));
        assert_eq!(Dice::new(0).below(0), 0);
    }
}
