//! Runs a pair on the oracle and on every way to run the matcher.

use std::fmt;

use eql_functions::Pipe;
use eql_hir::{Context, Query, lower};
use event::{Document, JoinKey, SequenceMode, Slots};
use event_schema::Schema;
use matcher::{BuildError, Hits, Matcher, MatcherOptions, Scratch};
use oracle::{Oracle, Stamped};
use pack::{Plan, Program, RuleId};

use super::feeding::Feeding;
use super::pair::{Pair, Placed};

/// A way to run a program that must find what the oracle finds.
pub(super) struct Engine {
    pub(super) name: &'static str,
    build: fn(Program) -> Result<Matcher, BuildError>,
    filter: fn(&Matcher, &mut Scratch, &Document) -> Hits,
}

/// All of them; one more is one entry.
pub(super) const ENGINES: &[Engine] = &[
    Engine { name: "matcher", build: Matcher::new, filter: by_document },
    Engine {
        name: "matcher without prefilter",
        build: |program| {
            let options = MatcherOptions { prefilter: false, ..MatcherOptions::default() };
            Matcher::with_options(program, options)
        },
        filter: by_document,
    },
    Engine {
        name: "matcher without value memo",
        build: |program| {
            let options = MatcherOptions { value_memo: false, ..MatcherOptions::default() };
            Matcher::with_options(program, options)
        },
        filter: by_document,
    },
    Engine { name: "matcher that reads text", build: Matcher::new, filter: by_text },
];

fn by_document(matcher: &Matcher, scratch: &mut Scratch, event: &Document) -> Hits {
    matcher.filter(scratch, event).clone()
}

fn by_text(matcher: &Matcher, scratch: &mut Scratch, event: &Document) -> Hits {
    if !matcher.reads_text() {
        return by_document(matcher, scratch, event);
    }
    let text = serde_json::to_vec(event).unwrap();
    let mut slots = Slots::new();
    let fields = matcher.read(&text, &mut slots).unwrap();
    matcher.filter_fields(scratch, fields).clone()
}

/// Matches in their order: the events by their place in the input, `None` for a missing one.
pub(super) type Matches = Vec<(Vec<Option<usize>>, JoinKey)>;

/// The options of one run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Options {
    pub(super) mode: SequenceMode,
    pub(super) max_samples_per_key: usize,
}

/// Each pair is run with each of these.
pub(super) const OPTIONS: [Options; 2] = [
    Options { mode: SequenceMode::Es, max_samples_per_key: 1 },
    Options { mode: SequenceMode::Strict, max_samples_per_key: 3 },
];

/// A pair ready to run. The program has gone through its bytes.
pub(super) struct Prepared {
    pub(super) query: Query,
    pub(super) program: Program,
}

/// Why a pair does not run.
#[derive(Debug)]
pub(super) enum Refusal {
    /// Its constants cannot be computed, as `1 / 0`: the strategies do not avoid this.
    BadConstant,
    /// Something else, which is a bug of the strategies or of the front end.
    Unexpected(String),
}

/// The finding that generated queries may have.
const EXPECTED: &str = "eql/constant-error";

/// Parses, lowers and compiles a query, and sends the program through its bytes.
pub(super) fn prepare(schema: &Schema, pair: &Pair) -> Result<Prepared, Refusal> {
    let parsed = eql_syntax::parse(&pair.query);
    let context = Context { schema, category_field: "event.category", dialect: pair.dialect };
    let lowered = lower(&parsed.tree, &context);
    let mut found = parsed.diagnostics.into_iter().chain(lowered.diagnostics).peekable();
    if found.peek().is_some() {
        return Err(match found.find(|one| one.id != EXPECTED) {
            None => Refusal::BadConstant,
            Some(other) => Refusal::Unexpected(format!("{other:?}")),
        });
    }
    let program = eql_compiler::compile(&[eql_compiler::RuleSource {
        timestamp_field: &pair.timestamp,
        tiebreaker_field: pair.tiebreaker.as_deref(),
        ..eql_compiler::RuleSource::new("generated", &lowered.tree)
    }]);
    match pack::decode(&pack::encode(&program)) {
        Ok(decoded) if *decoded == program => Ok(Prepared { query: lowered.tree, program }),
        other => Err(Refusal::Unexpected(format!("not what was encoded: {other:?}"))),
    }
}

/// What the oracle finds.
pub(super) fn by_oracle(query: &Query, pair: &Pair, options: Options) -> Matches {
    let order = pair.in_own_order();
    let stamp = |(place, ordinal): &Placed| Stamped {
        document: &pair.events[*place],
        ordinal: ordinal.clone(),
    };
    let stamped: Vec<_> = order.iter().map(stamp).collect();
    let oracle = Oracle::new(query)
        .in_mode(options.mode)
        .with_max_samples_per_key(options.max_samples_per_key);
    let found = oracle.run(&stamped).into_iter();
    in_input(&order, found.map(|found| (found.events, found.join_keys)).collect())
}

impl Engine {
    /// A program ready to run.
    pub(super) fn build(&self, program: &Program) -> Result<Matcher, String> {
        (self.build)(program.clone()).map_err(|error| format!("{}: {error}", self.name))
    }

    /// What a matcher finds that `build` made.
    pub(super) fn run(
        &self,
        matcher: &Matcher,
        pair: &Pair,
        options: Options,
        feeding: Feeding,
    ) -> Matches {
        let order = feeding.order(matcher, pair);
        let mut scratch = matcher.create_scratch();
        let mut state = matcher.create_state(feeding.options(options));
        let mut found = Matches::new();
        let mut last_time = None;
        for (index, (place, ordinal)) in order.iter().enumerate() {
            let hits = (self.filter)(matcher, &mut scratch, &pair.events[*place]);
            let alone = || (vec![Some(index)], JoinKey::default());
            found.extend(hits.events.iter().map(|_| alone()));
            if let Some(excerpt) = &hits.excerpt {
                matcher.observe(&mut state, excerpt, |_| found.push(alone()));
            }
            let time = feeding.time(ordinal.as_ref().map(|ordinal| ordinal.time), &mut last_time);
            let stages = feeding.hits(&hits.stages);
            matcher.advance(&mut state, &index, time, &stages, |one| {
                found.push((one.events, one.join_keys));
            });
        }
        if feeding != Feeding::Unfinished {
            matcher.finish(state, |one| found.push((one.events, one.join_keys)));
        }
        let rule = matcher.rule(RuleId(0));
        if comes_late(&rule.plan) && feeding != Feeding::FoundOrder {
            sort_by_last(&mut found);
        }
        in_input(&order, Pipe::apply(&rule.pipes, found))
    }
}

/// Whether a match may be found after one whose last event comes later: it waits for a missing event.
fn comes_late(plan: &Plan) -> bool {
    match plan {
        Plan::Sequence(sequence) => sequence.stages.last().is_some_and(|last| last.missing),
        Plan::Event(_) | Plan::Sample(_) => false,
    }
}

/// Puts matches in the order of results (spec 15.9).
fn sort_by_last(found: &mut Matches) {
    found.sort_by(|(left, left_key), (right, right_key)| {
        let last = |slots: &[Option<usize>]| slots.iter().flatten().max().copied();
        last(left).cmp(&last(right)).then_with(|| left_key.cmp(right_key))
    });
}

/// The matches with places in the input for places in the order of time.
fn in_input(order: &[Placed], found: Matches) -> Matches {
    let places = |slots: Vec<Option<usize>>| {
        slots.into_iter().map(|slot| slot.map(|index| order[index].0)).collect()
    };
    found.into_iter().map(|(slots, key)| (places(slots), key)).collect()
}

/// What the engines do not agree on.
pub(super) struct Difference {
    pub(super) engine: &'static str,
    pub(super) options: Options,
    pub(super) oracle: Matches,
    pub(super) matcher: Matches,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { engine, options, oracle, matcher } = self;
        write!(f, "with {options:?} the oracle finds {oracle:?}, the {engine} {matcher:?}")
    }
}

/// The first difference between the oracle and an engine in one of the runs; `expected` is what the oracle finds,
/// for each of the `OPTIONS`.
pub(super) fn difference(
    prepared: &Prepared,
    pair: &Pair,
    expected: &[Matches; 2],
) -> Result<Option<Difference>, String> {
    for engine in ENGINES {
        let matcher = engine.build(&prepared.program)?;
        for (options, oracle) in OPTIONS.into_iter().zip(expected) {
            let found = engine.run(&matcher, pair, options, Feeding::Right);
            if !is_same(oracle, &found) {
                let (engine, oracle) = (engine.name, oracle.clone());
                return Ok(Some(Difference { engine, options, oracle, matcher: found }));
            }
        }
    }
    Ok(None)
}

/// What the oracle finds, for each of the `OPTIONS`.
pub(super) fn expected(prepared: &Prepared, pair: &Pair) -> [Matches; 2] {
    OPTIONS.map(|options| by_oracle(&prepared.query, pair, options))
}

/// Equal also in how the keys are shown: `4` and `4.0` are one key, but two outputs.
pub(super) fn is_same(left: &Matches, right: &Matches) -> bool {
    left == right && format!("{left:?}") == format!("{right:?}")
}
