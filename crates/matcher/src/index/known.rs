//! What is known of the values that a field has: the filters that they name, and what predicates say of them.

use std::hash::BuildHasher;

use hashbrown::DefaultHashBuilder;

use super::FilterSet;
use super::filter_set::bits;

/// Places for values of one field. Longer values than these are not remembered.
const SHELVES: [Shelf; 2] = [
    Shelf { first: 0, places: 512, length: 256, start: 0 },
    Shelf { first: 512, places: 64, length: 2048, start: 512 * 256 },
];

/// All places, and the bytes for their texts.
const PLACES: usize = SHELVES[1].first + SHELVES[1].places;
const BYTES: usize = SHELVES[1].start + SHELVES[1].places * SHELVES[1].length;

/// Some places next to each other.
struct Shelf {
    first: usize,
    places: usize,
    /// Of the longest text that they take.
    length: usize,
    /// Where the text of the first one is.
    start: usize,
}

/// Of no value.
const NO_LENGTH: u16 = u16::MAX;

/// What is known of the present values of one field, and of the last single texts that it had. Each text has one place,
/// where the next one of the same hash takes its turn.
#[derive(Debug, Default)]
pub(super) struct Known {
    shape: Shape,
    /// By place: the length of its text; none where nothing is remembered.
    lengths: Vec<u16>,
    /// By place.
    texts: Vec<u8>,
    /// By place, and behind the last one the row of values that are not remembered. Bits: the words of filters that are
    /// not empty, the filters that the values name, those that were judged, the predicates whose answer is known, and
    /// those of them that hold.
    rows: Vec<u64>,
    /// Whether the present row will be there for the same value again.
    is_remembered: bool,
    /// Where the row of the present values starts.
    start: usize,
    /// The event that the present values are of.
    event: u64,
    hasher: DefaultHashBuilder,
}

/// How many words the parts of a row have.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    filters: usize,
    answers: usize,
}

/// A row that is to be filled.
pub(super) struct Row<'k> {
    used: &'k mut [u64],
    filters: &'k mut [u64],
    judged: &'k mut [u64],
    known: &'k mut [u64],
    holds: &'k mut [u64],
}

impl Shape {
    /// How many words the bits of predicates have.
    pub(super) fn answers(self) -> usize {
        self.answers
    }

    /// For so many filters and so many predicates.
    pub(super) fn new(filters: usize, predicates: usize) -> Self {
        Self { filters: filters.div_ceil(64), answers: predicates.div_ceil(64) }
    }

    /// How many words say which words of filters are not empty.
    fn used(self) -> usize {
        self.filters.div_ceil(64)
    }

    /// Where answers start in a row.
    fn known(self) -> usize {
        self.used() + 2 * self.filters
    }

    fn row(self) -> usize {
        self.known() + 2 * self.answers
    }
}

impl Known {
    /// All memory that it needs; `remembers` is off where values are looked through each time.
    pub(super) fn new(shape: Shape, remembers: bool) -> Self {
        let (places, bytes) = if remembers { (PLACES, BYTES) } else { (0, 0) };
        Self {
            shape,
            lengths: vec![NO_LENGTH; places],
            texts: vec![0; bytes],
            rows: vec![0; (places + 1) * shape.row()],
            ..Self::default()
        }
    }

    /// Turns to a text, the only value of the field in an event. The row to be filled, where nothing is known of it.
    pub(super) fn turn_to(&mut self, text: &str, event: u64) -> Option<Row<'_>> {
        let mut shelves = SHELVES.iter().filter(|_| !self.lengths.is_empty());
        let Some(shelf) = shelves.find(|shelf| text.len() <= shelf.length) else {
            return Some(self.turn_to_others(event));
        };
        #[expect(clippy::cast_possible_truncation, reason = "the low bits are as good as any")]
        let at = self.hasher.hash_one(text.as_bytes()) as usize % shelf.places;
        let (place, start) = (shelf.first + at, shelf.start + at * shelf.length);
        let remembered = &mut self.texts[start..start + text.len()];
        (self.start, self.event, self.is_remembered) = (place * self.shape.row(), event, true);
        if usize::from(self.lengths[place]) == text.len() && remembered == text.as_bytes() {
            return None;
        }
        remembered.copy_from_slice(text.as_bytes());
        self.lengths[place] = u16::try_from(text.len()).unwrap_or(NO_LENGTH);
        Some(self.empty_row())
    }

    /// Turns to values that are not remembered. The row to be filled.
    pub(super) fn turn_to_others(&mut self, event: u64) -> Row<'_> {
        (self.start, self.event) = (self.rows.len() - self.shape.row(), event);
        self.is_remembered = false;
        self.empty_row()
    }

    fn empty_row(&mut self) -> Row<'_> {
        self.rows[self.start..self.start + self.shape.row()].fill(0);
        self.row()
    }

    fn row(&mut self) -> Row<'_> {
        let row = &mut self.rows[self.start..self.start + self.shape.row()];
        let (used, row) = row.split_at_mut(self.shape.used());
        let (filters, row) = row.split_at_mut(self.shape.filters);
        let (judged, answers) = row.split_at_mut(self.shape.filters);
        let (known, holds) = answers.split_at_mut(self.shape.answers);
        Row { used, filters, judged, known, holds }
    }

    /// Forgets the answers on the present values.
    pub(super) fn forget_answers(&mut self) {
        self.event = 0;
    }

    /// Adds those of the filters that the present values name to candidates that are in `open`. Each is judged once for a
    /// value that is remembered: `may_hold`, which is told of the answers so far, says whether the value names it at all.
    #[inline]
    pub(super) fn add_candidates(
        &mut self,
        open: &FilterSet,
        candidates: &mut FilterSet,
        mut may_hold: impl FnMut(usize, &mut Answers<'_>) -> bool,
    ) {
        let is_remembered = self.is_remembered;
        let Row { used, filters, judged, known, holds } = self.row();
        let mut answers = Answers { known, holds };
        for (first, &used) in (0..).step_by(64).zip(&*used) {
            for word in bits(used).map(|bit| first + bit as usize) {
                let new = filters[word] & open.word(word) & !judged[word];
                if new != 0 && is_remembered {
                    judged[word] |= new;
                    let falls = |bit: &u32| !may_hold(word * 64 + *bit as usize, &mut answers);
                    let fallen = bits(new).filter(falls).fold(0, |fallen, bit| fallen | 1 << bit);
                    filters[word] &= !fallen;
                }
                candidates.insert_word(word, filters[word], open);
            }
        }
    }

    /// What a predicate says of the values of an event; `None` where that is not known.
    #[inline]
    pub(super) fn answer(&self, predicate: usize, event: u64) -> Option<bool> {
        let known = self.start + self.shape.known() + predicate / 64;
        let is_known = event == self.event && self.rows[known] >> (predicate % 64) & 1 == 1;
        is_known.then(|| self.rows[known + self.shape.answers] >> (predicate % 64) & 1 == 1)
    }

    /// Notes what a predicate says of the values of an event.
    pub(super) fn note(&mut self, predicate: usize, event: u64, holds: bool) {
        if event == self.event {
            let known = self.start + self.shape.known() + predicate / 64;
            self.rows[known] |= 1 << (predicate % 64);
            self.rows[known + self.shape.answers] |= u64::from(holds) << (predicate % 64);
        }
    }
}

/// The answers of a row.
pub(super) struct Answers<'k> {
    known: &'k mut [u64],
    holds: &'k mut [u64],
}

impl Answers<'_> {
    /// What a predicate says; asked only where that is not known.
    pub(super) fn of(&mut self, predicate: usize, ask: impl FnOnce() -> bool) -> bool {
        let (word, bit) = (predicate / 64, 1 << (predicate % 64));
        if self.known[word] & bit == 0 {
            self.known[word] |= bit;
            self.holds[word] |= if ask() { bit } else { 0 };
        }
        self.holds[word] & bit != 0
    }
}

impl Row<'_> {
    /// Adds filters that the values name.
    pub(super) fn name(&mut self, filters: &[u32]) {
        for &filter in filters {
            let word = filter as usize / 64;
            self.used[word / 64] |= 1 << (word % 64);
            self.filters[word] |= 1 << (filter % 64);
        }
    }

    /// Notes that these predicates, as bits, do not hold, unless something else is said.
    pub(super) fn deny(&mut self, predicates: &[u64]) {
        self.known.copy_from_slice(predicates);
    }

    /// Notes that a predicate holds where it does and that is not known yet.
    pub(super) fn affirm(&mut self, predicate: u32, holds: impl FnOnce() -> bool) {
        let (word, bit) = (&mut self.holds[predicate as usize / 64], 1 << (predicate % 64));
        if *word & bit == 0 && holds() {
            *word |= bit;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_of_a_text_is_known_again() {
        let mut known = Known::new(Shape::new(70, 3), true);
        let mut row = known.turn_to("a", 1).unwrap();
        row.name(&[1, 69]);
        row.deny(&[0b101]);
        row.affirm(2, || true);
        assert_eq!([0, 1, 2].map(|id| known.answer(id, 1)), [Some(false), None, Some(true)]);
        assert_eq!(known.answer(0, 2), None, "another event");
        known.note(1, 1, true);
        assert!(known.turn_to("A", 2).is_some());
        assert_eq!(known.answer(1, 2), None);
        known.turn_to_others(3);
        assert!(known.turn_to("a", 4).is_none(), "its place is not taken");
        assert_eq!(known.answer(1, 4), Some(true));
        let (mut open, mut candidates) = (FilterSet::of(&[69], 70), FilterSet::of(&[3], 70));
        known.add_candidates(&open, &mut candidates, |_, _| true);
        assert_eq!(candidates, FilterSet::of(&[3, 69], 70));
        open.fill();
        known.add_candidates(&open, &mut candidates, |filter, answers| {
            assert_eq!(filter, 1, "the other is judged already");
            answers.of(1, || panic!("it is known"))
        });
        assert_eq!(candidates, FilterSet::of(&[1, 3, 69], 70));
        known.turn_to("a", 5);
        let mut candidates = FilterSet::with_capacity(70);
        known.note(0, 5, true);
        known.add_candidates(&open, &mut candidates, |_, _| panic!("all are judged"));
        assert_eq!(candidates, FilterSet::of(&[1, 69], 70));
    }

    #[test]
    fn a_filter_that_a_value_rules_out_is_not_named_again() {
        let mut known = Known::new(Shape::new(2, 1), true);
        known.turn_to("a", 1).unwrap().name(&[0, 1]);
        let mut open = FilterSet::with_capacity(2);
        open.fill();
        for event in [1, 2] {
            assert!(known.turn_to("a", event).is_none());
            let mut candidates = FilterSet::with_capacity(2);
            known.add_candidates(&open, &mut candidates, |filter, _| filter == 1);
            assert_eq!(candidates, FilterSet::of(&[1], 2));
        }
    }

    #[test]
    fn nothing_is_remembered_where_that_is_off() {
        let mut known = Known::new(Shape::new(1, 1), false);
        assert!(known.turn_to("a", 1).is_some() && known.turn_to("a", 2).is_some());
    }
}
