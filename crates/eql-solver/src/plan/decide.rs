//! When a leaf decides what its filter says.

use eql_hir::{Condition, LeafId};

/// A condition with the truth it must have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Goal<'q> {
    /// The condition.
    pub(crate) condition: &'q Condition,
    /// Its truth.
    pub(crate) truth: bool,
}

impl PartialEq for Goal<'_> {
    /// The same place of the query, not only the same text.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.condition, other.condition) && self.truth == other.truth
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
        let others = parts.iter().enumerate().filter(|(other, _)| *other != place);
        let goals: Vec<_> =
            others.map(|(_, condition)| Goal { condition, truth: neutral }).collect();
        let mut above = above.clone();
        if neutral != truth {
            above.branch.extend_from_slice(&goals);
        }
        above.beside.extend(goals);
        walk(part, truth, &above, found);
    }
}
