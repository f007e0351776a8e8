//! A query with events, as both engines get them.

use std::fmt;

use eql_syntax::Dialect;
use event::{Document, FieldPath, Ordinal};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::{events, queries};

/// A query, the fields that it orders events by, and events in the order of an input.
#[derive(Clone, PartialEq)]
pub(super) struct Pair {
    pub(super) query: String,
    pub(super) dialect: Dialect,
    pub(super) timestamp: String,
    pub(super) tiebreaker: Option<String>,
    pub(super) events: Vec<Document>,
}

/// An event's place in the input, with its place in time.
pub(super) type Placed = (usize, Option<Ordinal>);

/// Generated pairs.
pub(super) fn pairs() -> impl Strategy<Value = Pair> {
    let timestamp = prop_oneof![19 => Just("@timestamp"), 1 => Just("event.ingested")];
    let tiebreakers = select(vec!["event.sequence", "acme.count", "process.name"]);
    let tiebreaker = prop::option::weighted(0.2, tiebreakers);
    (queries::query(), timestamp, tiebreaker, events::events()).prop_map(
        |(query, timestamp, tiebreaker, events)| Pair {
            query,
            dialect: Dialect::Elasticsearch,
            timestamp: timestamp.to_owned(),
            tiebreaker: tiebreaker.map(str::to_owned),
            events,
        },
    )
}

/// Runs a test over so many generated values, the same in each run; another seed makes them others.
pub(super) fn runner(cases: u32, seed: u64) -> TestRunner {
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 20_000,
        max_global_rejects: cases / 10 + 10,
        ..Config::default()
    };
    let bytes: Vec<u8> = seed.to_le_bytes().into_iter().cycle().take(32).collect();
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

impl Pair {
    /// The events in the order of `ordinal`; one without a time stands behind its predecessor (spec 13.5).
    pub(super) fn in_order(
        &self,
        ordinal: impl Fn(&Document, u64) -> Option<Ordinal>,
    ) -> Vec<Placed> {
        let mut last: Option<Ordinal> = None;
        let mut placed = Vec::new();
        for (place, event) in self.events.iter().enumerate() {
            let position = u64::try_from(place).unwrap_or(u64::MAX);
            let own = ordinal(event, position);
            let behind = last.clone().map(|last| Ordinal { position, ..last });
            let order = own.clone().or(behind);
            last.clone_from(&order);
            placed.push((place, own, order));
        }
        placed.sort_by(|(_, _, left), (_, _, right)| left.cmp(right));
        placed.into_iter().map(|(place, own, _)| (place, own)).collect()
    }

    /// The events in the order that the fields of the pair give.
    pub(super) fn in_own_order(&self) -> Vec<Placed> {
        let timestamp = FieldPath::new(&self.timestamp);
        let tiebreaker = self.tiebreaker.as_deref().map(FieldPath::new);
        let tiebreaker = tiebreaker.as_ref();
        self.in_order(|event, position| Ordinal::of(event, &timestamp, tiebreaker, position))
    }

    /// The events, one a line.
    pub(super) fn ndjson(&self) -> String {
        ndjson(&self.events)
    }
}

/// Events, one a line.
pub(super) fn ndjson<'e>(events: impl IntoIterator<Item = &'e Document>) -> String {
    events.into_iter().map(|event| serde_json::to_string(event).unwrap() + "\n").collect()
}

impl fmt::Debug for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.query)?;
        writeln!(f, "ordered by {}, {:?}", self.timestamp, self.tiebreaker)?;
        f.write_str(&self.ndjson())
    }
}
