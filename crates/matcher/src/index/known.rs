//! What is known of the values that fields have: the filters that they name, and what predicates say of them.

use super::FilterSet;
use super::draft::Draft;
use super::memory::{Answers, Hash, Memory};

/// What is known of the present values of each field that is looked through, and of the last texts that they had.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// By field.
    present: Vec<Present>,
    memory: Memory,
}

/// What the present values of a field are.
#[derive(Clone, Copy, Debug, Default)]
struct Present {
    /// The event that they are of, from 1.
    event: u64,
    /// Where the entry is.
    at: u64,
    /// Whether filters are judged for them: for each text that is remembered, from its first event on, so that what is a
    /// candidate does not depend on what came before.
    is_judged: bool,
}

/// What must be done when values are turned to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Turn {
    /// Nothing: they are known.
    Known,
    /// They are looked through, and what is found is to be told.
    New(Option<Hash>),
}

impl Known {
    /// For so many fields.
    pub(super) fn new(fields: usize, remembers: bool) -> Self {
        Self { present: vec![Present::default(); fields], memory: Memory::new(remembers) }
    }

    /// Turns to the values of a field in an event, a single text or others.
    pub(super) fn turn_to(&mut self, field: usize, only: Option<&str>, event: u64) -> Turn {
        let id = number(field);
        let hash = only.and_then(|text| self.memory.hash(id, text));
        let found = only.zip(hash).and_then(|(text, hash)| self.memory.find(hash, id, text));
        let Some(at) = found else { return Turn::New(hash) };
        self.present[field] = Present { event, at, is_judged: true };
        Turn::Known
    }

    /// Tells what was found in new values. Whether that is kept.
    pub(super) fn tell(
        &mut self,
        (field, only, hash): (usize, Option<&str>, Option<Hash>),
        event: u64,
        draft: &Draft,
    ) -> bool {
        let text = (hash, number(field), only.unwrap_or_default());
        let at = self.memory.write(text, draft.named(), draft.affirmed());
        if let Some(at) = at {
            self.present[field] = Present { event, at, is_judged: hash.is_some() };
        }
        at.is_some()
    }

    /// Forgets the answers on the present values of a field.
    pub(super) fn forget_answers(&mut self, field: usize) {
        self.present[field].event = 0;
    }

    /// Adds those of the filters that the present values of a field name to candidates that are in `open`. Each is judged
    /// once for a text that is remembered: `may_hold`, which is told of the answers so far, says whether the text names
    /// it at all.
    #[inline]
    pub(super) fn add_candidates(
        &mut self,
        field: usize,
        open: &FilterSet,
        candidates: &mut FilterSet,
        mut may_hold: impl FnMut(usize, &mut Answers<'_>) -> bool,
    ) {
        let Present { at, is_judged, .. } = self.present[field];
        let Some(mut entry) = self.memory.entry(at) else { return };
        entry.retain(|filter, stay, answers| {
            let filter = filter as usize;
            if !open.has(filter) {
                return true;
            }
            if is_judged && !stay.is_judged {
                if !may_hold(filter, answers) {
                    return false;
                }
                stay.is_judged = true;
            }
            candidates.insert(filter);
            true
        });
    }

    /// What a predicate says of the values of a field in an event; `None` where that is not known. One that was looked
    /// for holds only where it was found.
    #[inline]
    pub(super) fn answer(
        &mut self,
        field: usize,
        (predicate, was_looked_for): (u32, bool),
        event: u64,
    ) -> Option<bool> {
        let present = self.present.get(field).filter(|present| present.event == event)?;
        let entry = self.memory.entry(present.at)?;
        entry.answer(predicate).or(was_looked_for.then_some(false))
    }

    /// Notes what a predicate says of the values of a field in an event.
    pub(super) fn note(&mut self, field: usize, predicate: u32, event: u64, holds: bool) {
        let Some(present) = self.present.get(field) else { return };
        if present.event == event
            && let Some(mut entry) = self.memory.entry(present.at)
        {
            entry.note(predicate, holds);
        }
    }
}

/// Fields are counted with 32 bits.
fn number(field: usize) -> u32 {
    u32::try_from(field).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Turns to a text, which names filters and for which a predicate is found to hold; whether it was known.
    fn turn_to(known: &mut Known, text: &str, event: u64) -> bool {
        let Turn::New(hash) = known.turn_to(0, Some(text), event) else { return true };
        let mut draft = Draft::new(70, 3);
        draft.name(&[1, 69]);
        draft.name(&[1]);
        draft.affirm(2, || true);
        assert!(known.tell((0, Some(text), hash), event, &draft));
        false
    }

    fn all() -> FilterSet {
        let mut all = FilterSet::with_capacity(70);
        all.fill();
        all
    }

    #[test]
    fn what_is_known_of_a_text_is_known_again() {
        let mut known = Known::new(1, true);
        assert!(!turn_to(&mut known, "a", 1));
        let answers = |known: &mut Known, event| {
            [(0, true), (1, false), (2, true)].map(|predicate| known.answer(0, predicate, event))
        };
        assert_eq!(answers(&mut known, 1), [Some(false), None, Some(true)]);
        assert_eq!(answers(&mut known, 2), [None; 3], "another event");
        known.note(0, 1, 1, true);
        assert!(!turn_to(&mut known, "A", 2));
        assert_eq!(answers(&mut known, 2)[1], None);
        assert!(turn_to(&mut known, "a", 3));
        assert_eq!(answers(&mut known, 3), [Some(false), Some(true), Some(true)]);
        known.forget_answers(0);
        assert_eq!(answers(&mut known, 3), [None; 3]);
        let (open, mut candidates) = (FilterSet::of(&[69], 70), FilterSet::of(&[3], 70));
        known.add_candidates(0, &open, &mut candidates, |_, _| true);
        assert_eq!(candidates, FilterSet::of(&[3, 69], 70));
    }

    #[test]
    fn a_filter_is_judged_once_for_a_text_that_is_remembered() {
        let mut known = Known::new(1, true);
        let mut judged = Vec::new();
        for event in 1..5 {
            turn_to(&mut known, "a", event);
            let open = if event < 3 { FilterSet::of(&[1], 70) } else { all() };
            let mut candidates = FilterSet::with_capacity(70);
            known.add_candidates(0, &open, &mut candidates, |filter, answers| {
                judged.push((event, filter));
                assert!(answers.of(2, || panic!("it is known")));
                filter == 69
            });
            let expected: &[u32] = if event < 3 { &[] } else { &[69] };
            assert_eq!(candidates, FilterSet::of(expected, 70), "{event}");
        }
        assert_eq!(judged, [(1, 1), (3, 69)]);
    }

    #[test]
    fn nothing_is_remembered_where_that_is_off() {
        let mut known = Known::new(1, false);
        for event in [1, 2] {
            assert!(!turn_to(&mut known, "a", event));
            assert_eq!(known.answer(0, (2, true), event), Some(true), "of the present event");
        }
    }
}
