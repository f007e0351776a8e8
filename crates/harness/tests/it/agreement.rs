//! The oracle and the matcher find the same in generated events with generated queries.
//!
//! 5,000 pairs in an ordinary run, 1,000,000 with `RUN_SLOW_TESTS=1`. A run in which little matches shows little,
//! so the share of pairs that match is held too.

mod events;
mod queries;

use std::cell::RefCell;

use eql_hir::{Context, Query, lower};
use event::{Document, FieldPath, JoinKey, Ordinal, SequenceMode};
use event_schema::Schema;
use matcher::{Matcher, StreamOptions};
use oracle::{Oracle, Stamped};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

/// Matches in one order, whatever engine found them.
type Matches = Vec<(Vec<Option<usize>>, JoinKey)>;

/// How much the generated pairs show.
#[derive(Default)]
struct Histogram {
    pairs: u64,
    matching: u64,
    matching_sequences: u64,
    matching_samples: u64,
    matching_missing: u64,
    matching_until: u64,
}

impl Histogram {
    fn add(&mut self, text: &str, matches: &Matches) {
        let hit = u64::from(!matches.is_empty());
        self.pairs += 1;
        self.matching += hit;
        self.matching_sequences += hit * u64::from(text.starts_with("sequence"));
        self.matching_samples += hit * u64::from(text.starts_with("sample"));
        self.matching_missing += hit * u64::from(text.contains("!["));
        self.matching_until += hit * u64::from(text.contains(" until "));
    }

    /// Per mille of all pairs.
    fn share(&self, count: u64) -> u64 {
        count * 1000 / self.pairs.max(1)
    }
}

#[test]
fn the_engines_agree_on_generated_pairs() {
    let slow = std::env::var_os("RUN_SLOW_TESTS").is_some();
    let pairs = if slow { 1_000_000 } else { 5_000 };
    let histogram = RefCell::new(Histogram::default());
    let schema = Schema::ecs();
    let outcome = runner(pairs).run(&(queries::query(), events::events()), |(text, events)| {
        let matches = agree(&schema, &text, &events)?;
        histogram.borrow_mut().add(&text, &matches);
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    let histogram = histogram.into_inner();
    for (name, count, least) in [
        ("matching", histogram.matching, 300),
        ("matching sequences", histogram.matching_sequences, 100),
        ("matching samples", histogram.matching_samples, 10),
        ("matching with missing events", histogram.matching_missing, 10),
        ("matching with until", histogram.matching_until, 5),
    ] {
        let share = histogram.share(count);
        println!("{name}: {share} of 1000 pairs");
        assert!(
            share >= least,
            "{name}: {share} of 1000 pairs, at least {least} are needed to show something"
        );
    }
}

fn runner(pairs: u32) -> TestRunner {
    let config = Config {
        cases: pairs,
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]))
}

/// Runs both engines in both modes; the matches, or how they differ.
fn agree(schema: &Schema, text: &str, events: &[Document]) -> Result<Matches, TestCaseError> {
    let parsed = eql_syntax::parse(text);
    prop_assert!(parsed.diagnostics.is_empty(), "{text}: {:?}", parsed.diagnostics);
    let lowered = lower(&parsed.tree, &Context { schema, category_field: "event.category" });
    prop_assert!(lowered.diagnostics.is_empty(), "{text}: {:?}", lowered.diagnostics);
    let program =
        eql_compiler::compile(&[eql_compiler::RuleSource::new("generated", &lowered.tree)]);
    let program = pack::decode(&pack::encode(&program))
        .map_err(|error| TestCaseError::fail(error.to_string()))?;
    let matcher = Matcher::new(program).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let mut matches = Matches::new();
    for mode in [SequenceMode::Strict, SequenceMode::Es] {
        matches = by_oracle(&lowered.tree, events, mode);
        prop_assert_eq!(
            &matches,
            &by_matcher(&matcher, events, mode),
            "{} in mode {:?}",
            text,
            mode
        );
    }
    Ok(matches)
}

/// The events in the order of their time, with their place in the input.
fn in_order(events: &[Document]) -> Vec<(usize, Option<Ordinal>)> {
    let timestamp = FieldPath::new("@timestamp");
    let mut last = None;
    let mut places: Vec<_> = (0..events.len())
        .map(|place| {
            let position = u64::try_from(place).unwrap_or(u64::MAX);
            let own = Ordinal::of(&events[place], &timestamp, None, position);
            // An event without a time stands behind its predecessor.
            let order = own.clone().or_else(|| {
                let last: Ordinal = last.clone()?;
                Some(Ordinal { position, ..last })
            });
            last.clone_from(&order);
            (place, own, order)
        })
        .collect();
    places.sort_by(|(_, _, left), (_, _, right)| left.cmp(right));
    places.into_iter().map(|(place, own, _)| (place, own)).collect()
}

fn by_oracle(query: &Query, events: &[Document], mode: SequenceMode) -> Matches {
    let order = in_order(events);
    let stamped: Vec<_> = order
        .iter()
        .map(|(place, ordinal)| Stamped { document: &events[*place], ordinal: ordinal.clone() })
        .collect();
    let found = Oracle::new(query).in_mode(mode).run(&stamped);
    let places = |events: Vec<Option<usize>>| {
        events.into_iter().map(|event| event.map(|index| order[index].0))
    };
    sorted(
        found.into_iter().map(|found| (places(found.events).collect(), found.join_keys)).collect(),
    )
}

fn by_matcher(matcher: &Matcher, events: &[Document], mode: SequenceMode) -> Matches {
    let mut scratch = matcher.create_scratch();
    let mut state = matcher.create_state(StreamOptions { mode, ..StreamOptions::default() });
    let mut matches = Matches::new();
    for (place, ordinal) in in_order(events) {
        let hits = matcher.filter(&mut scratch, &events[place]);
        matches.extend(hits.events.iter().map(|_| (vec![Some(place)], JoinKey::default())));
        let time = ordinal.map(|ordinal| ordinal.time);
        matcher.advance(&mut state, &place, time, &hits.stages, |found| {
            matches.push((found.events, found.join_keys));
        });
    }
    matcher.finish(state, |found| matches.push((found.events, found.join_keys)));
    sorted(matches)
}

fn sorted(mut matches: Matches) -> Matches {
    matches.sort();
    matches
}
