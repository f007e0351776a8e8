//! What a look through an event's values says about patterns.

use pack::PredicateId;

/// Stands for no node.
const NONE: u32 = u32::MAX;

/// The patterns whose literals the values of the present event have, by predicate; reused from event to event.
///
/// Each of them may match. A predicate none of whose patterns is marked does not hold, where its probe was asked.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// The number of the present event.
    epoch: u64,
    /// By probe: the last event that it was asked about.
    asked: Vec<u64>,
    /// By literal of all probes: the last event that has it.
    found: Vec<u64>,
    /// By predicate: the last event that has a literal of it, and the first node.
    heads: Vec<(u64, u32)>,
    nodes: Vec<Node>,
}

/// One pattern that may match.
#[derive(Clone, Copy, Debug)]
struct Node {
    pattern: u32,
    next: u32,
}

impl Marks {
    pub(super) fn new(probes: usize, literals: usize, predicates: usize) -> Self {
        Self {
            asked: vec![0; probes],
            found: vec![0; literals],
            heads: vec![(0, NONE); predicates],
            ..Self::default()
        }
    }

    /// Forgets the last event.
    pub(super) fn begin(&mut self) {
        self.epoch += 1;
        self.nodes.clear();
    }

    pub(super) fn ask(&mut self, probe: usize) {
        self.asked[probe] = self.epoch;
    }

    /// Whether a literal is found for the first time in this event.
    pub(super) fn find(&mut self, literal: usize) -> bool {
        std::mem::replace(&mut self.found[literal], self.epoch) != self.epoch
    }

    pub(super) fn add(&mut self, predicate: PredicateId, pattern: u32) {
        let next = self.first(predicate);
        let node = u32::try_from(self.nodes.len()).unwrap_or(NONE);
        self.nodes.push(Node { pattern, next });
        self.heads[predicate.index()] = (self.epoch, node);
    }

    /// Whether a probe was asked about this event.
    pub(super) fn has_asked(&self, probe: usize) -> bool {
        self.asked[probe] == self.epoch
    }

    /// The marked patterns of a predicate.
    pub(super) fn of(&self, predicate: PredicateId) -> impl Iterator<Item = usize> + use<'_> {
        let mut place = self.first(predicate);
        std::iter::from_fn(move || {
            let node = self.nodes.get(place as usize)?;
            place = node.next;
            Some(node.pattern as usize)
        })
    }

    fn first(&self, predicate: PredicateId) -> u32 {
        let (epoch, node) = self.heads[predicate.index()];
        if epoch == self.epoch { node } else { NONE }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_of_one_event() {
        let mut marks = Marks::new(1, 2, 3);
        let of = |marks: &Marks, id| marks.of(PredicateId(id)).collect::<Vec<_>>();
        marks.begin();
        assert!(!marks.has_asked(0));
        marks.ask(0);
        assert!(marks.has_asked(0) && marks.find(1) && !marks.find(1));
        marks.add(PredicateId(2), 7);
        marks.add(PredicateId(2), 5);
        marks.add(PredicateId(0), 1);
        assert_eq!((of(&marks, 0), of(&marks, 1), of(&marks, 2)), (vec![1], vec![], vec![5, 7]));
        marks.begin();
        assert!(!marks.has_asked(0) && marks.find(1));
        assert_eq!(of(&marks, 2), [0; 0]);
    }
}
