//! When a leaf decides what its filter says.

use eql_hir::{Condition, LeafId, Query, Test};

use crate::elements::assignment;

/// Conditions with the truth they must have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Goal<'q> {
    /// The conditions.
    pub(crate) of: Of<'q>,
    /// Their truth.
    pub(crate) truth: bool,
}

/// The conditions of a goal.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Of<'q> {
    /// This one.
    One(&'q Condition),
    /// All parts of an `and` or `or` but the one at this place.
    Others(&'q [Condition], usize),
}

impl<'q> Goal<'q> {
    /// A condition with its truth.
    pub(crate) fn new(condition: &'q Condition, truth: bool) -> Self {
        Self { of: Of::One(condition), truth }
    }

    /// The conditions.
    pub(crate) fn conditions(self) -> impl Iterator<Item = &'q Condition> {
        let (parts, without) = match self.of {
            Of::One(condition) => (std::slice::from_ref(condition), usize::MAX),
            Of::Others(parts, without) => (parts, without),
        };
        let kept = parts.iter().enumerate().filter(move |(place, _)| *place != without);
        kept.map(|(_, condition)| condition)
    }
}

impl PartialEq for Goal<'_> {
    /// The same places of the query, not only the same text.
    fn eq(&self, other: &Self) -> bool {
        let is_same = match (self.of, other.of) {
            (Of::One(one), Of::One(other)) => std::ptr::eq(one, other),
            (Of::Others(parts, without), Of::Others(others, other)) => {
                std::ptr::eq(parts, others) && without == other
            }
            (Of::One(_) | Of::Others(..), _) => false,
        };
        is_same && self.truth == other.truth
    }
}

/// Where a leaf stands in a filter.
#[derive(Clone, Debug)]
pub(crate) struct Decision<'q> {
    /// The leaf.
    pub(crate) leaf: LeafId,
    /// The truth that it has where it makes the filter what a match needs.
    pub(crate) truth: bool,
    /// What must be beside it so that the filter goes as the leaf goes.
    pub(crate) beside: Vec<Goal<'q>>,
    /// Those of them that a match does not need anyway: they say which branch the leaf is on.
    pub(crate) branch: Vec<Goal<'q>>,
    /// For a leaf about the elements of an array: what must go with the opposite of its truth so that the search for
    /// such an element fails by this leaf alone.
    pub(crate) within: Vec<(LeafId, bool)>,
}

impl<'q> Decision<'q> {
    /// The leaves in the search that this leaf is, where a match needs it to find an element.
    pub(crate) fn inside(&self, query: &'q Query) -> Vec<Self> {
        let Test::Elements(_, condition) = &query.leaf(self.leaf).test else { return Vec::new() };
        let found = if self.truth { decisions(condition, true) } else { Vec::new() };
        let of_match = |inner: Decision<'q>| {
            let goals = inner.beside.iter();
            let parts = goals.flat_map(|goal| goal.conditions().map(|part| (part, goal.truth)));
            let beside: Option<Vec<_>> =
                parts.map(|(part, truth)| assignment(part, truth, &mut 0)).collect();
            let within = [vec![(self.leaf, false)], beside?.concat()].concat();
            let (beside, branch) = (self.beside.clone(), self.branch.clone());
            Some(Self { leaf: inner.leaf, truth: inner.truth, beside, branch, within })
        };
        found.into_iter().filter_map(of_match).collect()
    }
}

/// Every leaf of a filter that must have this truth, in the order of the text.
pub(crate) fn decisions(filter: &Condition, truth: bool) -> Vec<Decision<'_>> {
    let mut found = Vec::new();
    walk(filter, truth, &Above::default(), &mut found);
    found
}

#[derive(Clone, Default)]
struct Above<'q> {
    beside: Vec<Goal<'q>>,
    branch: Vec<Goal<'q>>,
}

fn walk<'q>(
    condition: &'q Condition,
    truth: bool,
    above: &Above<'q>,
    found: &mut Vec<Decision<'q>>,
) {
    match condition {
        Condition::Constant(_) => {}
        Condition::Leaf(leaf) => found.push(Decision {
            leaf: *leaf,
            truth,
            beside: above.beside.clone(),
            branch: above.branch.clone(),
            within: Vec::new(),
        }),
        Condition::Not(inner) => walk(inner, !truth, above, found),
        Condition::And(parts) => walk_parts(parts, (true, truth), above, found),
        Condition::Or(parts) => walk_parts(parts, (false, truth), above, found),
    }
}

/// A part of an `and` decides where the others are true, a part of an `or` where they are false.
fn walk_parts<'q>(
    parts: &'q [Condition],
    (neutral, truth): (bool, bool),
    above: &Above<'q>,
    found: &mut Vec<Decision<'q>>,
) {
    for (place, part) in parts.iter().enumerate() {
        let others = Goal { of: Of::Others(parts, place), truth: neutral };
        let mut above = above.clone();
        if neutral != truth {
            above.branch.push(others);
        }
        above.beside.push(others);
        walk(part, truth, &above, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(id: u32) -> Condition {
        Condition::Leaf(LeafId(id))
    }

    #[test]
    fn a_leaf_decides_beside_the_parts_around_it() {
        let either = Condition::Or(vec![leaf(1), leaf(2)]);
        let filter = Condition::And(vec![leaf(0), Condition::Not(Box::new(either))]);
        let found = decisions(&filter, true);
        let shown: Vec<_> = found
            .iter()
            .map(|it| (it.leaf.0, it.truth, it.beside.len(), it.branch.len()))
            .collect();
        // Both exclusions must fail anyway, so they are on no branch.
        assert_eq!(shown, [(0, true, 1, 0), (1, false, 2, 0), (2, false, 2, 0)]);
        let branches: Vec<_> = decisions(&filter, false).iter().map(|it| it.branch.len()).collect();
        assert_eq!(branches, [1, 2, 2]);
    }
}
