//! Our own suite, `testdata/suite/*.toml`: every case on the oracle, on the matcher, and on the matcher with a pack
//! that was encoded and decoded.

use std::collections::BTreeMap;

use eql_hir::{Context, Query, lower};
use event::{Document, FieldPath, JoinKey, Ordinal};
use event_schema::{Catalogue, Ecs, Schema};
use matcher::{Matcher, StreamOptions};
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
    #[serde(rename = "mapping")]
    _mapping: Option<toml::Value>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(rename = "spec")]
    _spec: Vec<String>,
    /// The name of a list, or the events themselves.
    #[serde(default)]
    events: String,
    #[serde(default)]
    types: BTreeMap<String, String>,
    category: Option<String>,
    tiebreaker: Option<String>,
    query: Option<String>,
    expect: Option<toml::Value>,
    join_keys: Option<toml::Value>,
    /// Several queries over the same events.
    #[serde(default)]
    queries: BTreeMap<String, toml::Value>,
    #[serde(rename = "nulls")]
    _nulls: Option<toml::Value>,
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

#[test]
fn every_case_holds_on_every_engine() {
    let mut failures = Vec::new();
    let mut queries = 0;
    for file in testkit::cases(&testkit::workspace_root().join("testdata/suite"), "toml") {
        let suite: File =
            toml::from_str(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.name));
        if suite.pending == Some(true) {
            eprintln!("skipped: suite: {} is pending", file.name);
            continue;
        }
        for case in &suite.case {
            let single = case.query.iter().zip(&case.expect);
            for (query, expect) in case.queries.iter().chain(single) {
                queries += 1;
                if let Err(problem) = check(&suite, case, query, expect) {
                    failures.push(format!("{}: {}: {query}\n  {problem}", file.name, case.name));
                }
            }
        }
    }
    assert!(queries > 1000, "only {queries} queries");
    assert!(failures.is_empty(), "{} of {queries} fail:\n{}", failures.len(), failures.join("\n"));
}

fn check(suite: &File, case: &Case, text: &str, expect: &toml::Value) -> Result<(), String> {
    let types = suite.types.iter().chain(&case.types);
    let types = Types(types.map(|(name, kind)| (name.clone(), kind.clone())).collect());
    let schema = Schema::new(vec![Box::new(types), Box::new(Ecs)]);
    let category_field = case.category.as_deref().unwrap_or("event.category");
    let parsed = eql_syntax::parse(text);
    let lowered = lower(&parsed.tree, &Context { schema: &schema, category_field });
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
    let events = events(suite, &case.events)?;
    let order = in_order(&events, case.tiebreaker.as_deref());
    let source = eql_compiler::RuleSource::new("case", &lowered.tree);
    let program = eql_compiler::compile(&[source]);
    let decoded = pack::decode(&pack::encode(&program)).map_err(|error| error.to_string())?;
    let engines = [
        ("oracle", by_oracle(&lowered.tree, &order, &events)),
        ("matcher", by_matcher(program, &lowered.tree, &order, &events)?),
        ("decoded pack", by_matcher(decoded, &lowered.tree, &order, &events)?),
    ];
    for (engine, matches) in engines {
        compare(engine, &matches, expect, case.join_keys.as_ref())?;
    }
    Ok(())
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
fn in_order(events: &[Document], tiebreaker: Option<&str>) -> Vec<(usize, Option<Ordinal>)> {
    let (timestamp, tiebreaker) = (FieldPath::new("@timestamp"), tiebreaker.map(FieldPath::new));
    let mut last: Option<Ordinal> = None;
    let mut places = Vec::new();
    for (place, event) in events.iter().enumerate() {
        let position = u64::try_from(place).unwrap_or(u64::MAX);
        let own = Ordinal::of(event, &timestamp, tiebreaker.as_ref(), position);
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

fn by_oracle(
    query: &Query,
    order: &[(usize, Option<Ordinal>)],
    events: &[Document],
) -> Vec<(Vec<i64>, JoinKey)> {
    let stamped: Vec<_> = order
        .iter()
        .map(|(place, ordinal)| Stamped { document: &events[*place], ordinal: ordinal.clone() })
        .collect();
    let found = Oracle::new(query).run(&stamped).into_iter();
    let places = |slots: Vec<Option<usize>>| {
        slots.into_iter().map(|slot| position(slot.map(|index| order[index].0)))
    };
    found.map(|found| (places(found.events).collect(), found.join_keys)).collect()
}

fn by_matcher(
    program: pack::Program,
    query: &Query,
    order: &[(usize, Option<Ordinal>)],
    events: &[Document],
) -> Result<Vec<(Vec<i64>, JoinKey)>, String> {
    let matcher = Matcher::new(program).map_err(|error| error.to_string())?;
    let mut scratch = matcher.create_scratch();
    let mut state = matcher.create_state(StreamOptions::default());
    let mut found = Vec::new();
    for (index, (place, ordinal)) in order.iter().enumerate() {
        let hits = matcher.filter(&mut scratch, &events[*place]);
        found.extend(hits.events.iter().map(|_| (vec![Some(index)], JoinKey::default())));
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
    Ok(found.map(|(slots, key)| (places(slots).collect(), key)).collect())
}
