//! Two-valued logic over leaves (spec 7.3).

use eql_hir::{Condition, Filter, LeafId};
use event::Document;

use crate::Oracle;

impl Oracle<'_> {
    /// Whether an event fulfils a filter.
    pub fn holds(&self, filter: &Filter, document: &Document) -> bool {
        self.condition(&filter.condition, document)
    }

    fn condition(&self, condition: &Condition, document: &Document) -> bool {
        match condition {
            Condition::Constant(value) => *value,
            Condition::Leaf(leaf) => self.leaf(*leaf, document),
            Condition::Not(inner) => !self.condition(inner, document),
            Condition::And(parts) => parts.iter().all(|part| self.condition(part, document)),
            Condition::Or(parts) => parts.iter().any(|part| self.condition(part, document)),
        }
    }

    /// What a leaf says about an event.
    pub fn leaf(&self, leaf: LeafId, document: &Document) -> bool {
        self.test(&self.query.leaf(leaf).test, document) != (self.flipped == Some(leaf))
    }
}
