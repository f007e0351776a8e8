//! What must hold for a filter to hold.

use pack::{Instruction, PredicateId};

use super::backwards::read_back;
use super::cost::Cost;

/// A longer list is not looked out for: it costs more than it spares, and long queries would take long to read.
const MAX_NEEDED: usize = 512;

/// So many members of sets of one filter are kept. Filters of rules are far from it; one that somebody made up would take
/// memory by the product of its length and `MAX_NEEDED`.
const MAX_MEMBERS: usize = 1 << 22;

/// Finds out what filters need, one after the other, in the same memory.
#[derive(Debug, Default)]
pub(super) struct Needs {
    members: Members,
    /// By place in the code: what is needed from there on where the accumulator is false, and where it is true.
    places: Vec<[Need; 2]>,
}

/// The members of all sets of a filter.
#[derive(Debug, Default)]
struct Members {
    /// One set behind the other; of a set ascending.
    all: Vec<PredicateId>,
}

/// Predicates of which at least one holds whenever the rest of a filter ends with true. `None`: it may end with true
/// whatever they say. None of them: it cannot.
type Need = Option<Set>;

/// A part of all members.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Set {
    start: usize,
    end: usize,
    /// What looking out for all of them costs.
    cost: Cost,
}

impl Set {
    const EMPTY: Self = Self { start: 0, end: 0, cost: Cost::NONE };

    fn is_empty(self) -> bool {
        self.start == self.end
    }
}

impl Needs {
    /// The cheapest set of predicates of which at least one holds whenever the filter does, ascending, or `None` where
    /// there is no such set. `cost` says how dear it is to look out for a predicate; `None` where it cannot be looked
    /// out for.
    ///
    /// At each test the cheaper choice is kept, which is not always the cheapest of the whole.
    pub(super) fn of(
        &mut self,
        code: &[Instruction],
        cost: impl Fn(PredicateId) -> Option<Cost>,
    ) -> Option<&[PredicateId]> {
        let Self { members, places } = self;
        members.all.clear();
        let end = [Some(Set::EMPTY), None];
        let needed = read_back(code, places, end, |id, next| members.after_test(id, next, &cost));
        needed.map(|set| &members.all[set.start..set.end])
    }
}

impl Members {
    /// Either the predicate holds, and then itself is a witness beside what the rest asks; or it does not.
    fn after_test(
        &mut self,
        predicate: PredicateId,
        next: [Need; 2],
        cost: &impl Fn(PredicateId) -> Option<Cost>,
    ) -> Need {
        let if_false = next[0].filter(|_| self.all.len() <= MAX_MEMBERS)?;
        let itself = cost(predicate).and_then(|of_itself| {
            let start = self.all.len();
            self.all.push(predicate);
            self.union(if_false, Set { start, end: start + 1, cost: of_itself }, cost)
        });
        let rest = next[1].and_then(|if_true| self.union(if_false, if_true, cost));
        match (itself, rest) {
            (Some(itself), Some(rest)) if itself.cost < rest.cost => Some(itself),
            (itself, rest) => rest.or(itself),
        }
    }

    /// Both; without a copy where one is empty, and `None` where they are too many.
    fn union(
        &mut self,
        left: Set,
        right: Set,
        cost: &impl Fn(PredicateId) -> Option<Cost>,
    ) -> Need {
        if left.is_empty() || left == right {
            return Some(right);
        }
        if right.is_empty() {
            return Some(left);
        }
        let start = self.all.len();
        let (mut lefts, mut rights) = (left.start..left.end, right.start..right.end);
        while let (Some(&of_left), Some(&of_right)) =
            (self.all[lefts.clone()].first(), self.all[rights.clone()].first())
        {
            self.all.push(of_left.min(of_right));
            lefts.start += usize::from(of_left <= of_right);
            rights.start += usize::from(of_right <= of_left);
        }
        self.all.extend_from_within(lefts);
        self.all.extend_from_within(rights);
        let both = &self.all[start..];
        let total = both.iter().filter_map(|&id| cost(id)).sum();
        (both.len() <= MAX_NEEDED).then_some(Set { start, end: self.all.len(), cost: total })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Instruction::{JumpIfFalse, JumpIfTrue, Not, Set, Test};

    /// Predicate n costs n; 0 cannot be looked out for.
    fn needed(code: &[Instruction]) -> Option<Vec<u32>> {
        let cost = |id: PredicateId| (id.0 > 0).then(|| Cost::new(f64::from(id.0)));
        Needs::default().of(code, cost).map(|set| set.iter().map(|id| id.0).collect())
    }

    fn test(id: u32) -> Instruction {
        Test(PredicateId(id))
    }

    #[test]
    fn of_a_conjunction_the_cheapest_part_is_needed() {
        let code = [test(7), JumpIfFalse(5), test(3), JumpIfFalse(5), test(5)];
        assert_eq!(needed(&code), Some(vec![3]));
    }

    #[test]
    fn of_a_disjunction_every_part_is_needed() {
        assert_eq!(needed(&[test(7), JumpIfTrue(3), test(3)]), Some(vec![3, 7]));
        assert_eq!(needed(&[test(7), JumpIfTrue(3), test(0)]), None);
    }

    #[test]
    fn the_cheaper_of_a_disjunction_and_what_follows_it_is_needed() {
        let code = |last| [test(4), JumpIfTrue(3), test(3), JumpIfFalse(5), test(last)];
        assert_eq!(needed(&code(9)), Some(vec![3, 4]));
        assert_eq!(needed(&code(2)), Some(vec![2]));
        assert_eq!(needed(&code(0)), Some(vec![3, 4]));
    }

    #[test]
    fn a_negation_needs_nothing_and_a_double_negation_what_is_in_it() {
        assert_eq!(needed(&[test(1), Not]), None);
        assert_eq!(needed(&[test(1), Not, Not]), Some(vec![1]));
        assert_eq!(needed(&[test(2), JumpIfFalse(4), test(1), Not]), Some(vec![2]));
    }

    #[test]
    fn a_long_disjunction_is_not_looked_out_for() {
        let any_of = |count: u32| -> Vec<_> {
            let jump = JumpIfTrue(2 * count - 1);
            let parts = (1..=count).flat_map(|id| [test(id), jump]);
            parts.take(2 * count as usize - 1).collect()
        };
        assert_eq!(needed(&any_of(500)).map(|set| set.len()), Some(500));
        assert_eq!(needed(&any_of(50_000)), None);
    }

    #[test]
    fn a_filter_that_cannot_hold_needs_a_member_of_the_empty_set() {
        assert_eq!(needed(&[Set(false)]), Some(vec![]));
        assert_eq!(needed(&[Set(true)]), None);
        assert_eq!(needed(&[]), Some(vec![]));
    }
}
