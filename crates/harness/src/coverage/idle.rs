//! The constants of lists that no case hits.

use eql_hir::{FieldId, LeafId, Predicate, Query, Test};
use event::Document;
use oracle::Oracle;

/// The constants of the list of one leaf.
pub(super) struct Constants {
    pub(super) leaf: LeafId,
    field: FieldId,
    /// Text, the predicate that has it alone, and whether a case hit it.
    list: Vec<(String, Predicate, bool)>,
}

impl Constants {
    /// Those of a leaf that compares a field with several; nothing for another one.
    pub(super) fn of(query: &Query, leaf: LeafId) -> Option<Self> {
        let Test::Field(field, predicate) = &query.leaf(leaf).test else { return None };
        let alternatives = predicate.alternatives();
        let list = alternatives.into_iter().map(|(text, alone)| (text, alone, false)).collect();
        Some(Self { leaf, field: *field, list }).filter(|constants| constants.list.len() > 1)
    }

    /// Takes note of an event of which the leaf holds.
    pub(super) fn hit(&mut self, oracle: &Oracle<'_>, document: &Document) {
        for (_, alone, is_hit) in &mut self.list {
            *is_hit = *is_hit || oracle.passes(self.field, alone, document);
        }
    }

    /// What no event hit, as it is written.
    pub(super) fn into_idle(self) -> Vec<String> {
        let idle = self.list.into_iter().filter(|(.., is_hit)| !is_hit);
        idle.map(|(text, ..)| text).collect()
    }
}
