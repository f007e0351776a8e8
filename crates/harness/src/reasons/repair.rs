//! The smallest change of an event that makes a filter take it: values in the place of clauses.

use eql_hir::{Condition, LeafId};
use eql_solver::{Puzzle, Solver, Wish};
use event::{Document, FieldPath, Json, Value};
use oracle::Oracle;

use super::record::Records;

/// The seed of the values: any will do, as long as it stays.
const SEED: u64 = 1;

/// A field that gets other values.
#[derive(Clone, PartialEq, Debug)]
pub struct Edit {
    /// The path of the field.
    pub field: String,
    /// Its values now; none where it is absent.
    pub from: Vec<Value<'static>>,
    /// Its values then; none where it goes.
    pub to: Vec<Value<'static>>,
}

impl Records<'_> {
    /// Edits of an event after which the filter takes it, where the solver finds some: these clauses change, all
    /// others stay as they are, or as they must be.
    pub(super) fn edits(&self, event: &Document, changes: &[(LeafId, bool)]) -> Vec<Edit> {
        let oracle = Oracle::new(&self.rule.query);
        let truth = |leaf: LeafId| {
            let change = changes.iter().find(|(other, _)| *other == leaf);
            change.map_or_else(|| oracle.leaf(leaf, event), |(_, wanted)| *wanted)
        };
        let leaves = leaves(&self.filter.condition).into_iter().map(|leaf| (leaf, truth(leaf)));
        let others = leaves.collect();
        let tries = [others, changes.to_vec()];
        let repaired = tries.into_iter().find_map(|leaves| self.repaired(event, leaves));
        self.needed(event, repaired.map(|repaired| edits(event, &repaired)).unwrap_or_default())
    }

    fn repaired(&self, event: &Document, leaves: Vec<(LeafId, bool)>) -> Option<Document> {
        let query = &self.rule.query;
        let base = Some(event.clone());
        let puzzle = Puzzle::of(Wish { leaves, base, ..Wish::default() });
        Solver::new(query).solve(&puzzle, SEED).ok()?.events.pop()
    }

    /// The edits without those that can be left out; none where they do not help, which the oracle decides.
    fn needed(&self, event: &Document, mut edits: Vec<Edit>) -> Vec<Edit> {
        let oracle = Oracle::new(&self.rule.query);
        let helps = |edits: &[Edit]| oracle.holds(self.filter, &edited(event, edits));
        if !helps(&edits) {
            return Vec::new();
        }
        for at in (0..edits.len()).rev() {
            let edit = edits.remove(at);
            if !helps(&edits) {
                edits.insert(at, edit);
            }
        }
        edits
    }
}

/// The event with other values in these fields.
fn edited(event: &Document, edits: &[Edit]) -> Document {
    let mut event = event.clone();
    for Edit { field, to, .. } in edits {
        event.change(&FieldPath::new(field), &mut |value| *value = Json::Null);
        event.set(field, Json::Array(to.iter().map(Json::from).collect()));
    }
    event
}

/// The leaves of a condition, in its order.
fn leaves(condition: &Condition) -> Vec<LeafId> {
    match condition {
        Condition::Constant(_) => Vec::new(),
        Condition::Leaf(leaf) => vec![*leaf],
        Condition::Not(inner) => leaves(inner),
        Condition::And(parts) | Condition::Or(parts) => parts.iter().flat_map(leaves).collect(),
    }
}

/// The fields whose values differ, in the order of their names.
fn edits(before: &Document, after: &Document) -> Vec<Edit> {
    let mut fields: Vec<String> = Vec::new();
    for document in [before, after] {
        document.visit(&mut |path, _| fields.push(path.to_owned()));
    }
    fields.sort();
    fields.dedup();
    let values = |document: &Document, field: &str| -> Vec<Value<'static>> {
        let values = document.values(&FieldPath::new(field));
        values.into_iter().map(Value::into_owned).collect()
    };
    let edit = |field: String| {
        let (from, to) = (values(before, &field), values(after, &field));
        (from != to).then_some(Edit { field, from, to })
    };
    fields.into_iter().filter_map(edit).collect()
}
