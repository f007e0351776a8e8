//! Byte strings with numbers.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// Byte strings, each once; numbered in the order in which they come.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    /// All of them, one behind the other.
    bytes: Vec<u8>,
    /// By number: where it ends.
    ends: Vec<u32>,
    /// Numbers by hash.
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Interner {
    /// With room for so many strings in its table.
    pub(crate) fn with_capacity(strings: usize) -> Self {
        Self { table: HashTable::with_capacity(strings), ..Self::default() }
    }

    /// The number of a string. There are fewer than 2^32, and as many bytes.
    pub(crate) fn add(&mut self, string: &[u8]) -> usize {
        let Self { bytes, ends, table, hasher } = self;
        let hash = |number: &u32| hasher.hash_one(slice(bytes, ends, *number as usize));
        let is_same = |number: &u32| slice(bytes, ends, *number as usize) == string;
        let entry = table.entry(hasher.hash_one(string), is_same, hash);
        let number = ends.len();
        let number = *entry.or_insert(u32::try_from(number).unwrap_or(u32::MAX)).get() as usize;
        if number == ends.len() {
            bytes.extend_from_slice(string);
            ends.push(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
        }
        number
    }

    /// The number of a string that is there.
    #[inline]
    pub(crate) fn find(&self, string: &[u8]) -> Option<usize> {
        let is_same = |number: &u32| self.get(*number as usize) == string;
        self.table.find(self.hasher.hash_one(string), is_same).map(|number| *number as usize)
    }

    /// The string of a number.
    pub(crate) fn get(&self, number: usize) -> &[u8] {
        slice(&self.bytes, &self.ends, number)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All of them, by number.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).map(|number| self.get(number))
    }
}

fn slice<'b>(bytes: &'b [u8], ends: &[u32], number: usize) -> &'b [u8] {
    let start = if number == 0 { 0 } else { ends[number - 1] as usize };
    &bytes[start..ends[number] as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_strings_have_one_number() {
        let mut interner = Interner::default();
        let added: Vec<_> =
            ["b", "", "a", "b", ""].iter().map(|text| interner.add(text.as_bytes())).collect();
        assert_eq!(added, [0, 1, 2, 0, 1]);
        assert_eq!(interner.find(b"a"), Some(2));
        assert_eq!(interner.find(b"c"), None);
        assert_eq!(interner.iter().collect::<Vec<_>>(), [&b"b"[..], b"", b"a"]);
    }
}
