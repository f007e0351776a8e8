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
//! let context = eql_hir::Context { schema: &schema, category_field: "event.category", dialect: eql_syntax::Dialect::default() };
//! let query = eql_hir::lower(&parsed.tree, &context).tree;
//! let json = r#"{"@timestamp": "2026-01-31", "event.category": "process", "process.pid": 4}"#;
//! let document: Document = serde_json::from_str(json).unwrap();
//! let ordinal = Ordinal::of(&document, &FieldPath::new("@timestamp"), None, 0);
//! let found = oracle::Oracle::new(&query).run(&[oracle::Stamped { document: &document, ordinal }]);
//! assert_eq!(found[0].events, [Some(0)]);
//! ```

mod condition;
mod leaf;
mod missing;
mod relation;
mod sample;
mod sequence;
mod view;
mod watch;

use eql_functions::Pipe;
use eql_hir::{Filter, Form, Query};
use event::{Document, JoinKey, Ordinal, SequenceMode};
use view::View;
use watch::{Flip, Seen};

pub use watch::{Answer, Part};

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
    /// One event, or one a stage; `None` for a missing one.
    pub events: Vec<Option<usize>>,
    /// Empty for a single event.
    pub join_keys: JoinKey,
}

/// Runs one query.
#[derive(Clone, Copy, Debug)]
pub struct Oracle<'q> {
    query: &'q Query,
    flipped: Option<Flip>,
    seen: Option<&'q Seen>,
    mode: SequenceMode,
    max_samples_per_key: usize,
}

impl<'q> Oracle<'q> {
    /// The evaluator of this query.
    pub fn new(query: &'q Query) -> Self {
        Self {
            query,
            flipped: None,
            seen: None,
            mode: SequenceMode::default(),
            max_samples_per_key: 1,
        }
    }

    /// The same with another rule for missing events at the end of the input.
    #[must_use]
    pub fn in_mode(self, mode: SequenceMode) -> Self {
        Self { mode, ..self }
    }

    /// The same with up to so many samples a key; one by default (spec 18.2).
    #[must_use]
    pub fn with_max_samples_per_key(self, max_samples_per_key: usize) -> Self {
        Self { max_samples_per_key, ..self }
    }

    /// All matches: events and sequences in the order of their last event, for several at one event by key
    /// (spec 15.9), samples in the order of their keys (spec 18.8).
    ///
    /// The events are in the order that a sequence sees (spec 13.5); a sequence skips one without a time.
    pub fn run(&self, events: &[Stamped<'_>]) -> Vec<Found> {
        let found = match &self.query.form {
            Form::Event(filter) => self.single_events(filter, events),
            Form::Sequence(sequence) => self.sequences(sequence, events),
            Form::Sample(sample) => self.samples(sample, events),
        };
        Pipe::apply(&self.query.pipes, found)
    }

    fn single_events(&self, filter: &Filter, events: &[Stamped<'_>]) -> Vec<Found> {
        let matching = (0..events.len())
            .filter(|&place| self.condition(&filter.condition, View::at(events, place)));
        matching
            .map(|event| Found { events: vec![Some(event)], join_keys: JoinKey::default() })
            .collect()
    }
}
