//! Our own suite, `testdata/suite/*.toml`: every case on the oracle, on the matcher, and on the matcher with a pack
//! that was encoded and decoded. `statements` holds it to the spec.

mod index;
mod statements;

use std::collections::BTreeMap;

use eql_hir::{Context, Query, lower};
use eql_syntax::Dialect;
use event::{Document, FieldPath, FieldType, JoinKey, Ordinal, SequenceMode};
use event_schema::{Catalogue, Ecs, Schema};
use index::Index;
use matcher::{Matcher, MatcherOptions, StreamOptions};
use oracle::{Oracle, Stamped};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Why the file is not run yet.
    pending: Option<bool>,
    /// Lists of events by name.
    #[serde(default)]
    events: BTreeMap<String, String>,
    #[serde(default)]
    types: BTreeMap<String, String>,
    /// Whether the types are those of a mapping, so that a field which nobody knows does not exist.
    #[serde(default)]
    mapping: bool,
    /// The dialect of the queries, by default `elasticsearch`; a case may have another.
    dialect: Option<String>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// The statements that it shows.
    #[serde(alias = "statements")]
    spec: Vec<String>,
    /// The name of a list, or the events themselves.
    #[serde(default)]
    events: String,
    #[serde(default)]
    types: BTreeMap<String, String>,
    category: Option<String>,
    dialect: Option<String>,
    tiebreaker: Option<String>,
    /// Whether the end of the input leaves a missing event open (spec 16.5).
    #[serde(default)]
    strict: bool,
    /// How many samples a key may have; 1 by default.
    max_samples_per_key: Option<usize>,
    query: Option<String>,
    expect: Option<toml::Value>,
    join_keys: Option<toml::Value>,
    /// Several queries over the same events.
    #[serde(default)]
    queries: BTreeMap<String, toml::Value>,
    /// `null_value` by field.
    nulls: Option<toml::Value>,
    /// The mapping as JSON, in place of `types` and `nulls`.
    mapping: Option<String>,
}

impl Case {
    /// Its single query, and those of its table, with what they give.
    fn queries(&self) -> impl Iterator<Item = (&String, &toml::Value)> {
        self.queries.iter().chain(self.query.iter().zip(&self.expect))
    }

    fn options(&self) -> StreamOptions {
        let mode = if self.strict { SequenceMode::Strict } else { SequenceMode::Es };
        let max_samples_per_key = self.max_samples_per_key.unwrap_or(1);
        StreamOptions { mode, max_samples_per_key, ..StreamOptions::default() }
    }
}

/// Field types that a file or case declares.
struct Types(BTreeMap<String, String>);

impl Catalogue for Types {
    fn declared(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        Box::new(self.0.keys().map(String::as_str))
    }
}

/// Files of the folder that hold no cases.
const NO_CASES: [&str; 2] = ["not-testable", "statements"];

fn files() -> Vec<(String, File)> {
    let files = testkit::cases(&testkit::workspace_root().join("testdata/suite"), "toml");
    let files = files.into_iter().filter(|file| !NO_CASES.contains(&file.name.as_str()));
    let read = |file: testkit::Case| match toml::from_str(&file.text) {
        Ok(suite) => (file.name, suite),
        Err(error) => panic!("{}: {error}", file.name),
    };
    files.map(read).collect()
}

#[test]
fn every_case_holds_on_every_engine() {
    let mut failures = Vec::new();
    let mut queries = 0;
    for (file, suite) in files() {
        if suite.pending == Some(true) {
            eprintln!("skipped: suite: {file} is pending");
            continue;
        }
        for case in &suite.case {
            for (query, expect) in case.queries() {
                queries += 1;
                if let Err(problem) = check(&suite, case, query, expect) {
                    failures.push(format!("{file}: {}: {query}\n  {problem}", case.name));
                }
            }
        }
    }
    assert!(queries > 1000, "only {queries} queries");
    assert!(failures.is_empty(), "{} of {queries} fail:\n{}", failures.len(), failures.join("\n"));
}

fn check(suite: &File, case: &Case, text: &str, expect: &toml::Value) -> Result<(), String> {
    let types = suite.types.iter().chain(&case.types);
    let types: BTreeMap<_, _> = types.map(|(name, kind)| (name.clone(), kind.clone())).collect();
    let events = events(suite, &case.events)?;
    let index = suite.mapping.then(|| Index::new(case, &types, &events)).transpose()?;
    let schema = match &index {
        Some(index) => index.schema(),
        None => Schema::new(vec![Box::new(Types(types)), Box::new(Ecs)]),
    };
    let category_field = case.category.as_deref().unwrap_or("event.category");
    let dialect = dialect(suite, case)?;
    let parsed = eql_syntax::parse_dialect(text, dialect);
    let lowered = lower(&parsed.tree, &Context { schema: &schema, category_field, dialect });
    let errors = parsed.diagnostics.iter().chain(&lowered.diagnostics);
    let errors = errors.filter(|one| one.severity == diagnostics::Severity::Error);
    let found: Vec<_> = errors.map(|one| one.id).collect();
    if let Some(id) = expect.as_str() {
        return if found.contains(&id) {
            Ok(())
        } else {
            Err(format!("expected {id}, got {found:?}"))
        };
    }
    if !found.is_empty() {
        return Err(format!("unexpected findings {found:?}"));
    }
    let default_time = ("@timestamp".to_owned(), FieldType::DateNanos);
    let (timestamp, timestamp_type) = index.as_ref().map_or(default_time, Index::timestamp);
    let events = match &index {
        Some(index) => index.stored(events),
        None => events,
    };
    let order = in_order(&events, (&timestamp, timestamp_type), case.tiebreaker.as_deref());
    let source = eql_compiler::RuleSource {
        timestamp_field: &timestamp,
        timestamp_type,
        ..eql_compiler::RuleSource::new("case", &lowered.tree)
    };
    let program = eql_compiler::compile(&[source]);
    let decoded = pack::decode(&pack::encode(&program)).map_err(|error| error.to_string())?;
    let fast = |program, options| {
        let matcher = Matcher::with_options(program, options).map_err(|error| error.to_string())?;
        Ok::<_, String>(by_matcher(&matcher, &lowered.tree, case.options(), &order, &events))
    };
    let plain = MatcherOptions { prefilter: false, value_memo: false };
    let engines = [
        ("oracle", by_oracle(&lowered.tree, case.options(), &order, &events)),
        ("matcher", fast(program.clone(), MatcherOptions::default())?),
        ("matcher without prefilter", fast(program, plain)?),
        ("decoded pack", fast(decoded.into(), MatcherOptions::default())?),
    ];
    for (engine, matches) in engines {
        compare(engine, &matches, expect, case.join_keys.as_ref())?;
    }
    Ok(())
}

fn dialect(suite: &File, case: &Case) -> Result<Dialect, String> {
    let Some(name) = case.dialect.as_ref().or(suite.dialect.as_ref()) else {
        return Ok(Dialect::default());
    };
    let known = Dialect::ALL.into_iter().find(|dialect| dialect.name() == name);
    known.ok_or_else(|| format!("no dialect {name}"))
}

fn compare(
    engine: &str,
    matches: &[(Vec<i64>, JoinKey)],
    expect: &toml::Value,
    join_keys: Option<&toml::Value>,
) -> Result<(), String> {
    let expected = expected(expect);
    let got: Vec<_> = matches.iter().map(|(events, _)| events.clone()).collect();
    if got != expected {
        return Err(format!("{engine}: expected {expected:?}, got {got:?}"));
    }
    let Some(keys) = join_keys else { return Ok(()) };
    let shown = |key: &JoinKey| key.0.iter().map(ToString::to_string).collect::<Vec<_>>();
    let got: Vec<_> = matches.iter().map(|(_, key)| shown(key)).collect();
    let expected: Vec<Vec<String>> =
        list(keys).iter().map(|key| list(key).iter().map(text_of).collect()).collect();
    if got == expected {
        Ok(())
    } else {
        Err(format!("{engine}: expected keys {expected:?}, got {got:?}"))
    }
}

fn list(value: &toml::Value) -> &[toml::Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// An optional value is a list: none is null.
fn text_of(value: &toml::Value) -> String {
    match (value.as_str(), value.as_array().map(Vec::as_slice)) {
        (Some(text), _) => text.to_owned(),
        (None, Some([])) => "null".to_owned(),
        (None, Some([one, ..])) => text_of(one),
        (None, None) => value.to_string(),
    }
}

/// Positions from 1; 0 is a missing event.
fn expected(expect: &toml::Value) -> Vec<Vec<i64>> {
    let group = |one: &toml::Value| match one.as_integer() {
        Some(position) => vec![position],
        None => list(one).iter().map(|event| event.as_integer().unwrap_or_default()).collect(),
    };
    list(expect).iter().map(group).collect()
}

fn events(suite: &File, name: &str) -> Result<Vec<Document>, String> {
    let text = suite.events.get(name).map_or(name, String::as_str);
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| serde_json::from_str(line).map_err(|error| format!("{line}: {error}")))
        .collect()
}

/// Places in the order of time; an event without one stands behind its predecessor.
pub(super) fn in_order(
    events: &[Document],
    (timestamp, timestamp_type): (&str, FieldType),
    tiebreaker: Option<&str>,
) -> Vec<(usize, Option<Ordinal>)> {
    let (timestamp, tiebreaker) = (FieldPath::new(timestamp), tiebreaker.map(FieldPath::new));
    let mut last: Option<Ordinal> = None;
    let mut places = Vec::new();
    for (place, event) in events.iter().enumerate() {
        let position = u64::try_from(place).unwrap_or(u64::MAX);
        let time = (&timestamp, timestamp_type);
        let own = Ordinal::typed(event, time, tiebreaker.as_ref(), position);
        let order = own.clone().or_else(|| last.clone().map(|last| Ordinal { position, ..last }));
        last.clone_from(&order);
        places.push((place, own, order));
    }
    places.sort_by(|(_, _, left), (_, _, right)| left.cmp(right));
    places.into_iter().map(|(place, own, _)| (place, own)).collect()
}

fn position(place: Option<usize>) -> i64 {
    place.map_or(0, |place| i64::try_from(place).unwrap_or(i64::MAX) + 1)
}

pub(super) fn by_oracle(
    query: &Query,
    options: StreamOptions,
    order: &[(usize, Option<Ordinal>)],
    events: &[Document],
) -> Vec<(Vec<i64>, JoinKey)> {
    let stamped: Vec<_> = order
        .iter()
        .map(|(place, ordinal)| Stamped { document: &events[*place], ordinal: ordinal.clone() })
        .collect();
    let oracle = Oracle::new(query)
        .in_mode(options.mode)
        .with_max_samples_per_key(options.max_samples_per_key);
    let found = oracle.run(&stamped).into_iter();
    let places = |slots: Vec<Option<usize>>| {
        slots.into_iter().map(|slot| position(slot.map(|index| order[index].0)))
    };
    found.map(|found| (places(found.events).collect(), found.join_keys)).collect()
}

pub(super) fn by_matcher(
    matcher: &Matcher,
    query: &Query,
    options: StreamOptions,
    order: &[(usize, Option<Ordinal>)],
    events: &[Document],
) -> Vec<(Vec<i64>, JoinKey)> {
    let mut scratch = matcher.create_scratch();
    let mut state = matcher.create_state(options);
    let mut found = Vec::new();
    for (index, (place, ordinal)) in order.iter().enumerate() {
        let hits = matcher.filter(&mut scratch, &events[*place]);
        found.extend(hits.events.iter().map(|_| (vec![Some(index)], JoinKey::default())));
        if let Some(excerpt) = &hits.excerpt {
            let one = (vec![Some(index)], JoinKey::default());
            matcher.observe(&mut state, excerpt, |_| found.push(one.clone()));
        }
        let time = ordinal.as_ref().map(|ordinal| ordinal.time);
        matcher.advance(&mut state, &index, time, &hits.stages, |one| {
            found.push((one.events, one.join_keys));
        });
    }
    matcher.finish(state, |one| found.push((one.events, one.join_keys)));
    // A sequence that waited for a missing event comes late; results go by their last event, samples by their key.
    if !matches!(query.form, eql_hir::Form::Sample(_)) {
        found.sort_by(|(left, left_key), (right, right_key)| {
            let last = |slots: &[Option<usize>]| slots.iter().flatten().max().copied();
            last(left).cmp(&last(right)).then_with(|| left_key.cmp(right_key))
        });
    }
    let found = eql_functions::Pipe::apply(&query.pipes, found).into_iter();
    let places = |slots: Vec<Option<usize>>| {
        slots.into_iter().map(|slot| position(slot.map(|index| order[index].0)))
    };
    found.map(|(slots, key)| (places(slots).collect(), key)).collect()
}
