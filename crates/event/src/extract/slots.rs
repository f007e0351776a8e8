//! What was found at each path, in memory that is reused from text to text.

use super::marks::Marks;
use super::scalar::Scalar;
use super::trie::NONE;

/// Scratch of [`Extractor::read`](super::Extractor::read): made once, then read into again and again.
#[derive(Default, Debug)]
pub struct Slots {
    pub(super) marks: Marks,
    pub(super) found: Found,
}

impl Slots {
    /// Empty scratch, for any extractor.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The scalars of one text: a list per slot, all in one pool.
#[derive(Default, Debug)]
pub(super) struct Found {
    epoch: u32,
    lists: Vec<List>,
    entries: Vec<Entry>,
    /// Texts that stand nowhere as they are: decoded escapes, and those of a parsed document.
    pub(super) arena: Vec<u8>,
}

/// The list of one slot; of another epoch it is empty.
#[derive(Clone, Copy, Default, Debug)]
struct List {
    epoch: u32,
    first: u32,
    last: u32,
}

/// One scalar and the next of its list.
#[derive(Clone, Copy, Debug)]
struct Entry {
    kind: Kind,
    start: u32,
    end: u32,
    next: u32,
}

/// What a scalar is and what its two positions are of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Null,
    False,
    True,
    /// A number in the text.
    Number,
    /// A string in the text.
    Text,
    /// A string in the arena.
    Decoded,
    /// A whole number in the arena.
    Written,
    /// No positions but the two halves of a float, the upper first.
    Float,
}

impl Found {
    /// Empties all lists and makes room for this many.
    pub(super) fn start(&mut self, slots: usize) {
        self.epoch = self.epoch.wrapping_add(1);
        if self.epoch == 0 {
            self.lists.clear();
            self.epoch = 1;
        }
        if self.lists.len() < slots {
            self.lists.resize(slots, List::default());
        }
        self.entries.clear();
        self.arena.clear();
    }

    /// Adds a scalar at the end of the slot's list.
    #[inline]
    pub(super) fn push(&mut self, slot: u32, kind: Kind, start: u32, end: u32) {
        let Some(list) = self.lists.get_mut(slot as usize) else { return };
        #[expect(clippy::cast_possible_truncation, reason = "no more scalars than bytes of text")]
        let this = self.entries.len() as u32;
        if list.epoch == self.epoch {
            if let Some(last) = self.entries.get_mut(list.last as usize) {
                last.next = this;
            }
            list.last = this;
        } else {
            *list = List { epoch: self.epoch, first: this, last: this };
        }
        self.entries.push(Entry { kind, start, end, next: NONE });
    }

    /// Adds a character to the arena.
    #[cold]
    pub(super) fn push_char(&mut self, c: char) {
        self.arena.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }

    #[inline]
    fn first(&self, slot: u32) -> u32 {
        match self.lists.get(slot as usize) {
            Some(list) if list.epoch == self.epoch => list.first,
            _ => NONE,
        }
    }
}

/// The values that were found, by path.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a> {
    pub(super) slot_of_path: &'a [u32],
    pub(super) text: &'a str,
    pub(super) arena: &'a str,
    pub(super) found: &'a Found,
}

impl<'a> Fields<'a> {
    /// The scalars at the path with this position among the extractor's paths, in document order, an explicit
    /// `null` as `Null`: what [`Document::values`](crate::Document::values) gives. A position beyond the last
    /// path has none.
    #[inline]
    pub fn of(&self, path: usize) -> Scalars<'a> {
        let slot = self.slot_of_path.get(path).copied().unwrap_or(NONE);
        Scalars { fields: *self, next: self.found.first(slot) }
    }

    /// Whether nothing stands at the path, not even an explicit `null`.
    #[inline]
    pub fn is_absent(&self, path: usize) -> bool {
        self.slot_of_path.get(path).is_none_or(|&slot| self.found.first(slot) == NONE)
    }

    #[inline]
    fn scalar(&self, entry: &Entry) -> Scalar<'a> {
        let range = entry.start as usize..entry.end as usize;
        match entry.kind {
            Kind::Null => Scalar::Null,
            Kind::False => Scalar::Bool(false),
            Kind::True => Scalar::Bool(true),
            Kind::Number => Scalar::Number(self.text.get(range).unwrap_or_default()),
            Kind::Text => Scalar::Text(self.text.get(range).unwrap_or_default()),
            Kind::Decoded => Scalar::Text(self.arena.get(range).unwrap_or_default()),
            Kind::Written => Scalar::Number(self.arena.get(range).unwrap_or_default()),
            Kind::Float => {
                let bits = u64::from(entry.start) << 32 | u64::from(entry.end);
                Scalar::Float(f64::from_bits(bits))
            }
        }
    }
}

/// The scalars at one path, in document order.
#[derive(Clone, Debug)]
pub struct Scalars<'a> {
    fields: Fields<'a>,
    next: u32,
}

impl<'a> Iterator for Scalars<'a> {
    type Item = Scalar<'a>;

    #[inline]
    fn next(&mut self) -> Option<Scalar<'a>> {
        let entry = self.fields.found.entries.get(self.next as usize)?;
        self.next = entry.next;
        Some(self.fields.scalar(entry))
    }
}
