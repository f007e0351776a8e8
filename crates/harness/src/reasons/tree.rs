//! The tree of a condition with what one event makes of it.

use diagnostics::Span;
use eql_hir::{Condition, FieldId, Leaf, LeafId, Query, Test};
use event::{Document, Source, Value};
use oracle::Oracle;

use crate::Rule;

/// One part of a condition.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// What it is.
    pub what: What,
    /// Whether it holds on the event, as it is written.
    pub holds: bool,
    /// Whether the smallest change that would match changes it.
    pub changes: bool,
}

/// The parts of conditions.
#[derive(Clone, PartialEq, Debug)]
pub enum What {
    /// Always or never.
    Constant,
    /// A clause.
    Clause {
        /// Which leaf of the query.
        leaf: LeafId,
        /// As it was written.
        text: String,
        /// Where it stands in the query text.
        span: Span,
        /// The line of the rule file.
        line: usize,
        /// What the event has at its fields.
        seen: Vec<Seen>,
    },
    /// The opposite of its one part.
    Not(Box<Node>),
    /// All parts.
    All(Vec<Node>),
    /// Some part.
    Some(Vec<Node>),
}

/// What an event has at a field.
#[derive(Clone, PartialEq, Debug)]
pub struct Seen {
    /// The path of the field.
    pub field: String,
    /// Its values as the event has them; none where the field is absent.
    pub values: Vec<Value<'static>>,
}

/// What makes trees of one event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trees<'r> {
    pub(super) rule: &'r Rule,
    pub(super) event: &'r Document,
    /// The leaves that the smallest change changes.
    pub(super) changed: &'r [LeafId],
}

impl Trees<'_> {
    pub(super) fn node(&self, condition: &Condition) -> Node {
        match condition {
            Condition::Constant(value) => {
                Node { what: What::Constant, holds: *value, changes: false }
            }
            Condition::Leaf(leaf) => self.literal(*leaf, true),
            Condition::Not(inner) => {
                if let Condition::Leaf(leaf) = **inner {
                    self.literal(leaf, false)
                } else {
                    self.node(inner).not()
                }
            }
            Condition::And(parts) => {
                let parts: Vec<_> = parts.iter().flat_map(|part| self.node(part).all()).collect();
                let holds = parts.iter().all(|part| part.holds);
                Node { changes: some_changes(&parts), what: What::All(parts), holds }
            }
            Condition::Or(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.node(part)).collect();
                let holds = parts.iter().any(|part| part.holds);
                Node { changes: some_changes(&parts), what: What::Some(parts), holds }
            }
        }
    }

    /// A leaf whose test is wanted true or false, as the text of the clause has it.
    fn literal(&self, leaf: LeafId, wanted: bool) -> Node {
        let clause = self.clause(leaf);
        let is_opposite = self.rule.query.leaf(leaf).is_opposite;
        if wanted == is_opposite { clause.not() } else { clause }
    }

    /// The clause as it is written.
    fn clause(&self, id: LeafId) -> Node {
        let query = &self.rule.query;
        let leaf = query.leaf(id);
        let what = What::Clause {
            leaf: id,
            text: leaf.text.clone(),
            span: leaf.span,
            line: line_of(self.rule, leaf.span),
            seen: seen(query, leaf, self.event),
        };
        let holds = Oracle::new(query).leaf(id, self.event) != leaf.is_opposite;
        Node { what, holds, changes: self.changed.contains(&id) }
    }
}

impl Node {
    fn not(self) -> Self {
        let (holds, changes) = (!self.holds, self.changes);
        Self { what: What::Not(Box::new(self)), holds, changes }
    }

    /// The parts that must all hold: the category stands beside what follows `where`.
    fn all(self) -> Vec<Self> {
        if let What::All(parts) = self.what { parts } else { vec![self] }
    }
}

fn some_changes(parts: &[Node]) -> bool {
    parts.iter().any(|part| part.changes)
}

/// The line of the rule file with a place of its query.
pub(super) fn line_of(rule: &Rule, span: Span) -> usize {
    rule.source.position(rule.text.map_span(span).start).line
}

/// What an event has at the fields of a leaf, each field once.
pub(super) fn seen(query: &Query, leaf: &Leaf, event: &Document) -> Vec<Seen> {
    let mut paths: Vec<_> = fields(leaf)
        .into_iter()
        .map(|field| query.field(field))
        .filter(|field| field.source == Source::Event)
        .map(|field| &field.path)
        .collect();
    paths.sort();
    paths.dedup();
    let values = |path| event.values(path).into_iter().map(Value::into_owned).collect();
    paths
        .into_iter()
        .map(|path| Seen { field: path.as_str().to_owned(), values: values(path) })
        .collect()
}

/// The fields that a leaf asks.
fn fields(leaf: &Leaf) -> Vec<FieldId> {
    match &leaf.test {
        Test::Field(field, _) | Test::Elements(field, _) => vec![*field],
        Test::Script(script) => script.occurrences.clone(),
        Test::Related(..) => Vec::new(),
    }
}
