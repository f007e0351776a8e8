//! Two-valued logic over leaves (spec 7.3).

use eql_hir::{Condition, FieldId, Filter, LeafId, Predicate};
use event::{Document, Source, Value};

use crate::view::View;
use crate::{Oracle, Part, leaf};

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
            Condition::And(parts) => !self.some_is(false, parts, view),
            Condition::Or(parts) => self.some_is(true, parts, view),
        }
    }

    /// Whether some part says this. Where answers are watched, every part is asked.
    fn some_is(&self, wanted: bool, parts: &[Condition], view: View<'_>) -> bool {
        let is = |part: &&Condition| self.condition(part, view) == wanted;
        match self.seen {
            None => parts.iter().any(|part| is(&part)),
            Some(_) => parts.iter().filter(is).count() > 0,
        }
    }

    /// What a leaf says about an event alone.
    pub fn leaf(&self, leaf: LeafId, document: &Document) -> bool {
        self.leaf_in(leaf, View::alone(document))
    }

    /// Whether some value of a field of an event passes a predicate.
    pub fn passes(&self, field: FieldId, predicate: &Predicate, document: &Document) -> bool {
        let is_own = self.query.field(field).source == Source::Event;
        let passes = |value: &Value<'_>| leaf::passes(predicate, value);
        is_own && self.values(field, View::alone(document)).iter().any(passes)
    }

    fn leaf_in(&self, leaf: LeafId, view: View<'_>) -> bool {
        let holds = self.test(&self.query.leaf(leaf).test, view);
        self.answer(Part::Leaf(leaf), holds, view)
    }
}
