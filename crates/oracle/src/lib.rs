//! The slow plain evaluator that defines what a query means.
//!
//! Job: decide between engines. Input: a lowered query and events in order. Output: which events match, as the
//! spec's §7.3 and §15 say it, with nothing shared, cached or skipped.
//!
//! It does not know programs, packs or the matcher, and it is not meant to be fast.
//!
//! ```
//! use event::{Document, FieldPath, Ordinal};
//! let parsed = eql_syntax::parse("process where process.pid == 4");
//! let schema = event_schema::Schema::ecs();
//! let context = eql_hir::Context { schema: &schema, category_field: "event.category" };
//! let query = eql_hir::lower(&parsed.tree, &context).tree;
//! let json = r#"{"@timestamp": "2026-01-31", "event.category": "process", "process.pid": 4}"#;
//! let document: Document = serde_json::from_str(json).unwrap();
//! let ordinal = Ordinal::of(&document, &FieldPath::new("@timestamp"), None, 0);
//! let found = oracle::Oracle::new(&query).run(&[oracle::Stamped { document: &document, ordinal }]);
//! assert_eq!(found[0].events, [0]);
//! ```

mod condition;
mod leaf;
mod sequence;

use eql_hir::{Filter, Form, LeafId, Query};
use event::{Document, JoinKey, Ordinal};

/// An event with its place in the order; `None` where it has no time.
#[derive(Clone, Debug)]
pub struct Stamped<'e> {
    /// The event.
    pub document: &'e Document,
    /// When it happened.
    pub ordinal: Option<Ordinal>,
}

/// One match: the places of its events in the list given to `run`, and the keys they share.
#[derive(Clone, PartialEq, Debug)]
pub struct Found {
    /// One event, or one a stage.
    pub events: Vec<usize>,
    /// Empty for a single event.
    pub join_keys: JoinKey,
}

/// Runs one query.
#[derive(Clone, Copy, Debug)]
pub struct Oracle<'q> {
    query: &'q Query,
    flipped: Option<LeafId>,
}

impl<'q> Oracle<'q> {
    /// The evaluator of this query.
    pub fn new(query: &'q Query) -> Self {
        Self { query, flipped: None }
    }

    /// The evaluator of the query in which one leaf says the opposite, for finding tests that do not notice.
    pub fn with_flipped(query: &'q Query, leaf: LeafId) -> Self {
        Self { query, flipped: Some(leaf) }
    }

    /// All matches, in the order of their last event; for several at one event, by key (spec 15.9).
    ///
    /// The events are in the order that a sequence sees (spec 13.5); a sequence skips one without a time.
    pub fn run(&self, events: &[Stamped<'_>]) -> Vec<Found> {
        match &self.query.form {
            Form::Event(filter) => self.single_events(filter, events),
            Form::Sequence(sequence) => self.sequences(sequence, events),
        }
    }

    fn single_events(&self, filter: &Filter, events: &[Stamped<'_>]) -> Vec<Found> {
        let matching =
            (0..events.len()).filter(|&event| self.holds(filter, events[event].document));
        matching.map(|event| Found { events: vec![event], join_keys: JoinKey::default() }).collect()
    }
}
