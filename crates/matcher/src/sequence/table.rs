//! The pending sequences of one rule, by key and positive stage: a dense list, and a table of places in it.
//!
//! A table of the sequences themselves would be up to half empty, in steps of their size; here only places are.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

use super::pending::Pending;
use crate::packed_key::PackedKey;

/// The most sequences that a table takes.
pub(crate) const MOST_PENDING: usize = 1 << 31;

/// At most one pending sequence for each key and stage.
#[derive(Debug)]
pub(super) struct Table<E> {
    places: HashTable<u32>,
    slots: Vec<Option<Pending<E>>>,
    /// The empty slots.
    free: Vec<u32>,
    hasher: DefaultHashBuilder,
}

/// Roughly what a place takes, in a table that is half full.
const PLACE_BYTES: usize = 2 * (size_of::<u32>() + 1);

impl<E> Default for Table<E> {
    fn default() -> Self {
        let hasher = DefaultHashBuilder::default();
        Self { places: HashTable::new(), slots: Vec::new(), free: Vec::new(), hasher }
    }
}

impl<E> Table<E> {
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// In no order that means anything.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Pending<E>> {
        self.slots.iter().flatten()
    }

    /// The memory of it all, with the whole of its events.
    pub(super) fn bytes(&self, weigh: fn(&E) -> u64) -> u64 {
        let own = self.slots.len() * (size_of::<Option<Pending<E>>>() + PLACE_BYTES);
        own as u64 + self.iter().map(|pending| pending.heap_bytes(weigh)).sum::<u64>()
    }

    pub(super) fn get(&self, key: &PackedKey, position: u32) -> Option<&Pending<E>> {
        let found = self
            .places
            .find(self.hash(key, position), |&place| is_at(&self.slots, place, key, position))?;
        self.slots[*found as usize].as_ref()
    }

    /// Takes a sequence out.
    pub(super) fn take(&mut self, key: &PackedKey, position: u32) -> Option<Pending<E>> {
        let hash = self.hash(key, position);
        let is_it = |place: &u32| is_at(&self.slots, *place, key, position);
        let (place, _) = self.places.find_entry(hash, is_it).ok()?.remove();
        self.free.push(place);
        self.slots[place as usize].take()
    }

    /// Takes a sequence in, in the place of one of its key and stage.
    pub(super) fn put(&mut self, pending: Pending<E>) {
        let (hash, position) = (self.hash(&pending.key, pending.position), pending.position);
        let is_it = |place: &u32| is_at(&self.slots, *place, &pending.key, position);
        if let Some(&place) = self.places.find(hash, is_it) {
            self.slots[place as usize] = Some(pending);
        } else if let Some(place) = self.free.pop().or_else(|| self.grow()) {
            self.slots[place as usize] = Some(pending);
            self.enter(hash, place);
        }
    }

    /// Keeps some and gives back the memory of the others; how many went.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(&Pending<E>) -> bool) -> u64 {
        let before = self.len();
        self.slots.retain(|slot| slot.as_ref().is_some_and(&mut keep));
        if self.slots.len() == before && self.free.is_empty() {
            return 0;
        }
        self.slots.shrink_to_fit();
        self.free = Vec::new();
        self.places = HashTable::with_capacity(self.slots.len());
        for (place, slot) in (0..).zip(&self.slots) {
            if let Some(hash) = slot.as_ref().map(|one| self.hash(&one.key, one.position)) {
                self.places
                    .insert_unique(hash, place, |&place| rehash(&self.hasher, &self.slots, place));
            }
        }
        (before - self.slots.len()) as u64
    }

    /// A new slot. The state lets no more in than a place can name, so there always is one.
    fn grow(&mut self) -> Option<u32> {
        let place = u32::try_from(self.slots.len()).ok()?;
        self.slots.push(None);
        Some(place)
    }

    fn enter(&mut self, hash: u64, place: u32) {
        let (hasher, slots) = (&self.hasher, &self.slots);
        self.places.insert_unique(hash, place, |&place| rehash(hasher, slots, place));
    }

    fn hash(&self, key: &PackedKey, position: u32) -> u64 {
        hash(&self.hasher, key, position)
    }
}

fn hash(hasher: &DefaultHashBuilder, key: &PackedKey, position: u32) -> u64 {
    hasher.hash_one((key.bytes(), position))
}

fn rehash<E>(hasher: &DefaultHashBuilder, slots: &[Option<Pending<E>>], place: u32) -> u64 {
    slots[place as usize].as_ref().map_or(0, |one| hash(hasher, &one.key, one.position))
}

fn is_at<E>(slots: &[Option<Pending<E>>], place: u32, key: &PackedKey, position: u32) -> bool {
    slots[place as usize].as_ref().is_some_and(|one| one.position == position && one.key == *key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sequence::missing::Window;
    use event::{JoinKey, Timestamp, Value};

    fn key(number: i64) -> PackedKey {
        PackedKey::new(&JoinKey(vec![Value::Int(number)]))
    }

    fn pending(number: i64, age: u64) -> Pending<u64> {
        Pending::new(key(number), age, Window::at(Timestamp::default()), age)
    }

    #[test]
    fn a_later_one_of_the_same_key_takes_the_place() {
        let mut table = Table::default();
        table.put(pending(1, 10));
        table.put(pending(1, 11));
        assert_eq!(table.len(), 1);
        assert_eq!(table.take(&key(1), 0).map(|one| one.into_events(None)), Some(vec![11]));
        assert!(table.take(&key(1), 0).is_none() && table.get(&key(1), 1).is_none());
    }

    #[test]
    fn what_stays_is_found_after_others_went() {
        let mut table = Table::default();
        (0..1000).for_each(|number| table.put(pending(number, 0)));
        (0..1000).step_by(3).for_each(|number| drop(table.take(&key(number), 0)));
        (2000..2100).for_each(|number| table.put(pending(number, 1)));
        let full = table.bytes(|_| 8);
        assert_eq!(table.retain(|pending| pending.age == 1), 666);
        assert_eq!((table.len(), table.iter().count()), (100, 100));
        assert!((2000..2100).all(|number| table.get(&key(number), 0).is_some()));
        assert!(table.get(&key(1), 0).is_none());
        assert!(table.bytes(|_| 8) * 5 < full);
    }
}
