//! What repeating values literals, so that each is looked through once.

use std::hash::BuildHasher;

use hashbrown::DefaultHashBuilder;

/// How many values are remembered of one field.
const PLACES: usize = 256;

/// Longer values are not remembered; they seldom repeat.
const MAX_LENGTH: usize = 256;

/// The literals that the last values of one field have. Each value has one place, where the next one of the same
/// hash takes its turn.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    /// None where nothing is remembered.
    places: Vec<Place>,
    hasher: DefaultHashBuilder,
}

#[derive(Clone, Debug, Default)]
struct Place {
    key: Vec<u8>,
    literals: Vec<usize>,
}

impl Memo {
    pub(super) fn new(is_on: bool) -> Self {
        let places = if is_on { vec![Place::default(); PLACES] } else { Vec::new() };
        Self { places, ..Self::default() }
    }

    /// What a key names; `find` adds it where that is not known yet. `None` where the key is not to be remembered.
    /// A key is never empty.
    pub(super) fn recall(
        &mut self,
        key: &[u8],
        find: impl FnOnce(&mut Vec<usize>),
    ) -> Option<&[usize]> {
        if self.places.is_empty() || key.len() > MAX_LENGTH {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "the low bits are as good as any")]
        let place = self.hasher.hash_one(key) as usize % PLACES;
        let place = &mut self.places[place];
        if place.key != key {
            place.key.clear();
            place.key.extend_from_slice(key);
            place.literals.clear();
            find(&mut place.literals);
        }
        Some(&place.literals)
    }
}
