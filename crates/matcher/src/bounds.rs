//! How much the state of a stream may hold, and what goes when it is full.

use event::{JoinKey, Value};

use crate::packed_key::PackedKey;

/// What the state of a stream may hold. When it is full the oldest goes; `State::dropped` counts it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    /// The most pending sequences and keys of samples, over all rules; a key with pending sequences at two stages counts
    /// twice. Never more than 2^31.
    pub keys: usize,
    /// Roughly the most memory of them, in bytes, with the events that they hold.
    pub bytes: u64,
}

impl Default for Bounds {
    /// Ten million keys, 1 GiB.
    fn default() -> Self {
        Self { keys: 10_000_000, bytes: 1 << 30 }
    }
}

/// What one rule holds. The age of an item is the number of the event that it began with.
pub(crate) trait Held<E> {
    /// How many keys it holds.
    fn keys(&self) -> usize;

    /// Roughly how much memory it takes, where an event takes what `weigh` says.
    fn bytes(&self, weigh: fn(&E) -> u64) -> u64;

    /// Adds the age of each item.
    fn ages(&self, ages: &mut Vec<u64>);

    /// Drops every item of this age and older, and says how many.
    fn drop_until(&mut self, age: u64) -> u64;
}

/// Roughly the memory of a key in a table.
pub(crate) fn key_bytes(key: &JoinKey) -> u64 {
    let texts = key.0.iter().filter_map(Value::as_str).map(str::len).sum::<usize>();
    (size_of::<JoinKey>() + key.0.len() * size_of::<Value<'_>>() + texts + TABLE_OVERHEAD) as u64
}

/// The same of one as bytes.
pub(crate) fn packed_bytes(key: &PackedKey) -> u64 {
    (size_of::<PackedKey>() + key.heap_bytes() + TABLE_OVERHEAD) as u64
}

/// What a table keeps beside a key and its value.
const TABLE_OVERHEAD: usize = 48;

/// The age up to which items go, so that an eighth of them goes, at least one.
pub(crate) fn oldest_eighth(ages: &mut [u64]) -> Option<u64> {
    let last = ages.len().checked_sub(1)?;
    let (_, age, _) = ages.select_nth_unstable(last / 8);
    Some(*age)
}
