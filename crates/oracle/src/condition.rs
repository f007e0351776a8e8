//! Two-valued logic over leaves (spec 7.3).

use eql_hir::{Condition, Filter, LeafId};
use event::Document;

use crate::Oracle;
use crate::view::View;

impl Oracle<'_> {
    /// Whether an event fulfils a filter that asks about this event alone.
    pub fn holds(&self, filter: &Filter, document: &Document) -> bool {
        self.condition(&filter.condition, View::alone(document))
    }

    pub(crate) fn condition(&self, condition: &Condition, view: View<'_>) -> bool {
        match condition {
            Condition::Constant(value) => *value,
            Condition::Leaf(leaf) => self.leaf_in(*leaf, view),
            Condition::Not(inner) => !self.condition(inner, view),
            Condition::And(parts) => parts.iter().all(|part| self.condition(part, view)),
            Condition::Or(parts) => parts.iter().any(|part| self.condition(part, view)),
        }
    }

    /// What a leaf says about an event alone.
    pub fn leaf(&self, leaf: LeafId, document: &Document) -> bool {
        self.leaf_in(leaf, View::alone(document))
    }

    fn leaf_in(&self, leaf: LeafId, view: View<'_>) -> bool {
        self.test(&self.query.leaf(leaf).test, view) != (self.flipped == Some(leaf))
    }
}
