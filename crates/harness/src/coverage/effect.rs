//! Whether a leaf that says the opposite of one event changes what a filter says of it.
//!
//! That is asked first, of the answers that are known: a whole case is run again only where a filter changes.

use std::collections::BTreeMap;

use eql_hir::{Condition, LeafId, Query};

/// The filters of a query by the leaves that stand in them.
pub(super) struct Effects<'q> {
    conditions: Vec<&'q Condition>,
    of_leaf: BTreeMap<LeafId, Vec<usize>>,
}

impl<'q> Effects<'q> {
    pub(super) fn new(query: &'q Query) -> Self {
        let conditions: Vec<_> =
            query.filters().into_iter().map(|filter| &filter.condition).collect();
        let mut of_leaf = BTreeMap::new();
        for (place, condition) in conditions.iter().enumerate() {
            add(condition, place, &mut of_leaf);
        }
        Self { conditions, of_leaf }
    }

    /// Whether a filter may change. One in which the leaf stands inside another leaf always may.
    pub(super) fn may_change(&self, leaf: LeafId, says: impl Fn(LeafId) -> bool) -> bool {
        let Some(places) = self.of_leaf.get(&leaf) else { return true };
        let turned = |other| says(other) != (other == leaf);
        places.iter().any(|place| {
            let condition = self.conditions[*place];
            value(condition, &says) != value(condition, &turned)
        })
    }
}

fn add(condition: &Condition, place: usize, of_leaf: &mut BTreeMap<LeafId, Vec<usize>>) {
    match condition {
        Condition::Constant(_) => {}
        Condition::Leaf(leaf) => of_leaf.entry(*leaf).or_default().push(place),
        Condition::Not(inner) => add(inner, place, of_leaf),
        Condition::And(parts) | Condition::Or(parts) => {
            for part in parts {
                add(part, place, of_leaf);
            }
        }
    }
}

fn value(condition: &Condition, says: &impl Fn(LeafId) -> bool) -> bool {
    match condition {
        Condition::Constant(value) => *value,
        Condition::Leaf(leaf) => says(*leaf),
        Condition::Not(inner) => !value(inner, says),
        Condition::And(parts) => parts.iter().all(|part| value(part, says)),
        Condition::Or(parts) => parts.iter().any(|part| value(part, says)),
    }
}
