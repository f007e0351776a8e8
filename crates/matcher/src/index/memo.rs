//! What repeating values named, so that each is looked through once.

use std::hash::BuildHasher;

use hashbrown::DefaultHashBuilder;

/// How many values are remembered of one field.
const PLACES: usize = 256;

/// Longer values are not remembered; they seldom repeat.
const MAX_LENGTH: usize = 256;

/// The filters that the last values of one field named. Each value has one place, where the next one of the same
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
    named: Vec<u32>,
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
        find: impl FnOnce(&mut Vec<u32>),
    ) -> Option<&[u32]> {
        if self.places.is_empty() || key.len() > MAX_LENGTH {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "the low bits are as good as any")]
        let place = self.hasher.hash_one(key) as usize % PLACES;
        let place = &mut self.places[place];
        if place.key != key {
            place.key.clear();
            place.key.extend_from_slice(key);
            place.named.clear();
            find(&mut place.named);
        }
        Some(&place.named)
    }
}
