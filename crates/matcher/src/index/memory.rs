//! Texts that fields had, with what came of looking through them.

use std::hash::BuildHasher;

use hashbrown::DefaultHashBuilder;

/// The bytes of all entries of a thread: twice as many spare few looks through texts more.
const RING: usize = 1 << 21;

/// The same where nothing is remembered from event to event.
const SMALL_RING: usize = 1 << 16;

/// Entries that may have the same place.
const WAYS: usize = 4;

/// Places of all texts. With these an entry rather goes for its age than for its hash.
const SLOTS: usize = 1 << 14;

/// Longer texts are not remembered.
const LONGEST: usize = 2048;

/// An entry takes no larger part of the ring, so that those of one event stand side by side.
const LARGEST_PART: usize = 8;

/// So many answers may be noted behind those that are known from the start.
const ROOM: usize = 24;

/// The size of a number in the ring.
const NUMBER: usize = 4;

/// A number in the ring.
type Number = [u8; NUMBER];

/// Entries of the last texts, in a ring where the next one takes the room of the oldest. One that is asked for when it
/// has become old is written anew.
#[derive(Debug, Default)]
pub(super) struct Memory {
    ring: Vec<u8>,
    /// How many bytes were written or passed over so far. A place in the ring is such a count.
    end: u64,
    /// By hash: where entries start, those first that were asked for last.
    slots: Vec<[Slot; WAYS]>,
    hasher: DefaultHashBuilder,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    at: u64,
    hash: u32,
}

/// The hash of a text of a field.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hash(u64);

/// What stands at the start of an entry. Behind it come the text, the filters and the answers.
#[derive(Clone, Copy, Debug)]
struct Head {
    field: u32,
    /// The length of the text, in bytes.
    text: u32,
    /// How many filters there are.
    filters: u32,
    /// How many answers there are.
    answers: u32,
    /// Where the answers start in the entry; there was room for as many filters as came with it.
    first_answer: u32,
    /// The length of the entry.
    size: u32,
}

/// The filters and the answers of an entry.
pub(super) struct Entry<'m> {
    head: Head,
    start: &'m mut [Number],
    filters: &'m mut [Number],
    answers: &'m mut [Number],
}

impl Memory {
    /// `remembers` is off where each text is looked through each time.
    pub(super) fn new(remembers: bool) -> Self {
        let (ring, slots) = if remembers { (RING, SLOTS / WAYS) } else { (SMALL_RING, 0) };
        Self {
            ring: vec![0; ring],
            end: 2 * ring as u64, // whatever starts at 0 is gone
            slots: vec![Default::default(); slots],
            ..Self::default()
        }
    }

    /// Where it may be remembered.
    pub(super) fn hash(&self, field: u32, text: &str) -> Option<Hash> {
        let is_remembered = !self.slots.is_empty() && text.len() <= LONGEST;
        is_remembered.then(|| Hash(self.hasher.hash_one((field, text))))
    }

    /// The place of the entry of a text.
    pub(super) fn find(&mut self, hash: Hash, field: u32, text: &str) -> Option<u64> {
        let set = hash.set(self.slots.len());
        let slots = self.slots[set];
        let is_it = |slot: &Slot| slot.hash == hash.tag() && self.is_of(slot.at, field, text);
        let way = slots.iter().position(is_it)?;
        self.slots[set][..=way].rotate_right(1);
        let at = slots[way].at;
        if self.end - at <= self.ring.len() as u64 / 2 {
            return Some(at);
        }
        let (start, size) = (self.place(at), self.head(at).size as usize);
        let at = self.reserve(size);
        let place = self.place(at);
        self.ring.copy_within(start..start + size, place);
        self.slots[set][0].at = at;
        Some(at)
    }

    fn is_of(&self, at: u64, field: u32, text: &str) -> bool {
        if !self.is_there(at) {
            return false;
        }
        let (head, start) = (self.head(at), self.place(at) + Head::SIZE);
        head.field == field
            && self.ring.get(start..start + head.text as usize) == Some(text.as_bytes())
    }

    /// Writes an entry of a text, which is found again where it has a hash. Its place; `None` where it is too large.
    pub(super) fn write(
        &mut self,
        (hash, field, text): (Option<Hash>, u32, &str),
        filters: &[u32],
        affirmed: &[u32],
    ) -> Option<u64> {
        let text = if hash.is_some() { text.as_bytes() } else { &[] };
        let padded = text.len().next_multiple_of(NUMBER);
        let first_answer = Head::SIZE + padded + NUMBER * filters.len();
        let size = first_answer + NUMBER * (affirmed.len() + ROOM);
        if size > self.ring.len() / LARGEST_PART {
            return None;
        }
        let at = self.reserve(size);
        let place = self.place(at);
        let entry = &mut self.ring[place..place + size];
        #[expect(clippy::cast_possible_truncation, reason = "the ring is shorter than 4 GiB")]
        let head = Head {
            field,
            text: text.len() as u32,
            filters: filters.len() as u32,
            answers: affirmed.len() as u32,
            first_answer: first_answer as u32,
            size: size as u32,
        };
        entry[Head::SIZE..Head::SIZE + text.len()].copy_from_slice(text);
        let (numbers, _) = entry.as_chunks_mut::<NUMBER>();
        head.write(numbers);
        let (_, lists) = numbers.split_at_mut((Head::SIZE + padded) / NUMBER);
        let items = filters.iter().map(|filter| filter << 1);
        let items = items.chain(affirmed.iter().map(|predicate| predicate << 1 | 1));
        for (number, item) in lists.iter_mut().zip(items) {
            *number = item.to_le_bytes();
        }
        if let Some(hash) = hash {
            let set = hash.set(self.slots.len());
            self.slots[set].rotate_right(1);
            self.slots[set][0] = Slot { at, hash: hash.tag() };
        }
        Some(at)
    }

    /// The entry at a place, unless others have taken its room.
    #[inline]
    pub(super) fn entry(&mut self, at: u64) -> Option<Entry<'_>> {
        if !self.is_there(at) {
            return None;
        }
        let (head, place) = (self.head(at), self.place(at));
        let (numbers, _) = self.ring[place..place + head.size as usize].as_chunks_mut::<NUMBER>();
        let (start, answers) = numbers.split_at_mut(head.first_answer as usize / NUMBER);
        let text = (head.text as usize).div_ceil(NUMBER);
        let (start, filters) = start.split_at_mut(Head::SIZE / NUMBER + text);
        Some(Entry { head, start, filters, answers })
    }

    fn is_there(&self, at: u64) -> bool {
        self.end - at <= self.ring.len() as u64
    }

    #[expect(clippy::cast_possible_truncation, reason = "the low bits are the place")]
    fn place(&self, at: u64) -> usize {
        at as usize & (self.ring.len() - 1)
    }

    fn head(&self, at: u64) -> Head {
        let place = self.place(at);
        let (numbers, _) = self.ring[place..place + Head::SIZE].as_chunks::<NUMBER>();
        Head::read(numbers)
    }

    /// Room for an entry, in one piece.
    fn reserve(&mut self, size: usize) -> u64 {
        let left = self.ring.len() - self.place(self.end);
        if left < size {
            self.end += left as u64;
        }
        let at = self.end;
        self.end += size as u64;
        at
    }
}

impl Hash {
    /// What tells it apart from others in its set.
    fn tag(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// Its place among so many sets.
    #[expect(clippy::cast_possible_truncation, reason = "the low bits are as good as any")]
    fn set(self, sets: usize) -> usize {
        self.0 as usize % sets
    }
}

impl Head {
    const SIZE: usize = 6 * NUMBER;

    fn read(numbers: &[Number]) -> Self {
        let number = |place: usize| u32::from_le_bytes(numbers[place]);
        Self {
            field: number(0),
            text: number(1),
            filters: number(2),
            answers: number(3),
            first_answer: number(4),
            size: number(5),
        }
    }

    fn write(self, numbers: &mut [Number]) {
        let Self { field, text, filters, answers, first_answer, size } = self;
        let all = [field, text, filters, answers, first_answer, size];
        for (number, value) in numbers.iter_mut().zip(all) {
            *number = value.to_le_bytes();
        }
    }
}

impl Entry<'_> {
    /// Goes over the filters; those for which `stays` is false go. It is told whether it was asked before, and the
    /// answers.
    #[inline]
    pub(super) fn retain(
        &mut self,
        mut stays: impl FnMut(u32, &mut Stay, &mut Answers<'_>) -> bool,
    ) {
        let Self { head, start, filters, answers } = self;
        let mut answers = Answers { items: answers, count: head.answers as usize };
        let (mut place, mut count) = (0, head.filters as usize);
        while place < count {
            let item = u32::from_le_bytes(filters[place]);
            let mut stay = Stay { is_judged: item & 1 == 1 };
            if stays(item >> 1, &mut stay, &mut answers) {
                filters[place] = (item | u32::from(stay.is_judged)).to_le_bytes();
                place += 1;
            } else {
                count -= 1;
                filters[place] = filters[count];
            }
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "they do not become more than there is room"
        )]
        let counts = [count as u32, answers.count as u32];
        (head.filters, head.answers) = (counts[0], counts[1]);
        head.write(start);
    }

    /// What is known of a predicate.
    #[inline]
    pub(super) fn answer(&self, predicate: u32) -> Option<bool> {
        find(&self.answers[..self.head.answers as usize], predicate)
    }

    /// Notes what a predicate says, where there is room.
    pub(super) fn note(&mut self, predicate: u32, holds: bool) {
        let Self { head, start, answers, .. } = self;
        let mut answers = Answers { items: answers, count: head.answers as usize };
        answers.note(predicate, holds);
        head.answers = u32::try_from(answers.count).unwrap_or(head.answers);
        head.write(start);
    }
}

/// Whether a filter was judged.
pub(super) struct Stay {
    pub(super) is_judged: bool,
}

/// The answers of an entry.
pub(super) struct Answers<'m> {
    items: &'m mut [Number],
    count: usize,
}

impl Answers<'_> {
    /// What is known of a predicate.
    pub(super) fn known(&self, predicate: u32) -> Option<bool> {
        find(&self.items[..self.count], predicate)
    }

    /// What a predicate says; asked only where that is not known.
    pub(super) fn of(&mut self, predicate: u32, ask: impl FnOnce() -> bool) -> bool {
        self.known(predicate).unwrap_or_else(|| {
            let holds = ask();
            self.note(predicate, holds);
            holds
        })
    }

    fn note(&mut self, predicate: u32, holds: bool) {
        if let Some(item) = self.items.get_mut(self.count) {
            *item = (predicate << 1 | u32::from(holds)).to_le_bytes();
            self.count += 1;
        }
    }
}

#[inline]
fn find(items: &[Number], predicate: u32) -> Option<bool> {
    let items = items.iter().map(|item| u32::from_le_bytes(*item));
    items.into_iter().find(|item| item >> 1 == predicate).map(|item| item & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(memory: &mut Memory, text: &str) -> u64 {
        let hash = memory.hash(7, text);
        memory.write((hash, 7, text), &[1, 2], &[3]).unwrap()
    }

    fn find(memory: &mut Memory, text: &str) -> Option<u64> {
        let hash = memory.hash(7, text)?;
        memory.find(hash, 7, text)
    }

    #[test]
    fn a_text_that_is_asked_for_outlives_others() {
        let mut memory = Memory::new(true);
        for text in ["often", "never"] {
            write(&mut memory, text);
        }
        let mut number = 0;
        let before = memory.end;
        while memory.end < before + 3 * RING as u64 {
            number += 1;
            write(&mut memory, &number.to_string());
            assert!(find(&mut memory, "often").is_some(), "{number}");
        }
        assert_eq!(find(&mut memory, "never"), None);
        let at = find(&mut memory, "often").unwrap();
        let mut entry = memory.entry(at).unwrap();
        let mut filters = Vec::new();
        entry.retain(|filter, _, answers| {
            filters.push((filter, answers.known(3)));
            true
        });
        assert_eq!(filters, [(1, Some(true)), (2, Some(true))]);
        assert_eq!(find(&mut memory, &number.to_string()).map(|_| ()), Some(()));
        let other = memory.hash(8, "often").unwrap();
        assert_eq!(memory.find(other, 8, "often"), None, "the same text of another field");
    }

    #[test]
    fn an_entry_is_gone_when_its_room_is_taken() {
        let mut memory = Memory::new(false);
        let at = write(&mut memory, "a");
        assert!(memory.entry(at).is_some());
        while memory.end < at + memory.ring.len() as u64 {
            write(&mut memory, "a");
        }
        write(&mut memory, "a");
        assert!(memory.entry(at).is_none());
        assert_eq!(memory.write((None, 7, "a"), &vec![0; SMALL_RING], &[]), None, "too large");
    }

    #[test]
    fn an_entry_takes_answers_while_there_is_room() {
        let mut memory = Memory::new(false);
        let at = write(&mut memory, "a");
        let mut entry = memory.entry(at).unwrap();
        for predicate in 10..100 {
            entry.note(predicate, predicate % 2 == 0);
        }
        assert_eq!([3, 10, 11].map(|id| entry.answer(id)), [Some(true), Some(true), Some(false)]);
        assert_eq!(entry.answer(99), None);
    }
}
