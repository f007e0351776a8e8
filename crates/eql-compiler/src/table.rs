//! A list in which equal items are one.

use std::collections::BTreeMap;

/// Items in the order of their first use.
#[derive(Debug)]
pub(crate) struct Table<T> {
    items: Vec<T>,
    places: BTreeMap<T, u32>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { items: Vec::new(), places: BTreeMap::new() }
    }
}

impl<T: Ord + Clone> Table<T> {
    /// The place of an item, which is added if it is new.
    pub(crate) fn place(&mut self, item: T) -> u32 {
        if let Some(&place) = self.places.get(&item) {
            return place;
        }
        // Bounded by the texts of the rules, which are bounded by memory far below 2^32 items.
        let place = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        self.items.push(item.clone());
        self.places.insert(item, place);
        place
    }

    /// The items in order.
    pub(crate) fn into_items(self) -> Vec<T> {
        self.items
    }
}
