//! Queries of the endpoint put together at random, over events put together at random: both engines must agree.

use eql_hir::{Context, Query, lower};
use eql_syntax::{Dialect, parse_dialect};
use event::{Document, FieldType};
use event_schema::Schema;
use matcher::{Matcher, StreamOptions};
use testkit::Rng;

use super::suite::{by_matcher, by_oracle, in_order};

const PAIRS: u64 = 4000;
/// The most events of a pair.
const MOST_EVENTS: usize = 14;
const SEED: u64 = 20;

/// Conditions on the event at hand alone.
const PLAIN: [&str; 6] = ["true", "v == 1", "v != 2", "w == v", "not w == null", "name : \"a*\""];
/// Conditions on the elements of a list.
const SEARCHES: [&str; 6] = [
    "_arraysearch(list, $e, $e.v == 1)",
    "_arraysearch(list, $e, $e.v == v and $e.w != 2)",
    "not _arraysearch(list, $e, $e.v == 2)",
    "_arraysearch(list, $e, $e.v == $e.w or $e.v == w)",
    "_arraysearch(list, $e, not $e.w == null and _arraysearch(list, $f, $f.v == $e.w))",
    "_arraysearch(list.v, $v, $v == w)",
];
/// Conditions on related processes; `#` is another condition.
const RELATIONS: [&str; 6] = [
    "descendant of [process where #]",
    "not descendant of [any where #]",
    "child of [process where #]",
    "event of [any where #]",
    "descendant of [process where descendant of [any where #]]",
    "child of [any where not child of [process where #]]",
];
/// Conditions on the event `a` of the first stage.
const NAMED: [&str; 6] = [
    "a.v == v",
    "a.w != w",
    "a.v + 1 == w",
    "startsWith(name, a.name)",
    "_arraysearch(a.list, $e, $e.v == v)",
    "_arraysearch(list, $e, $e.v == a.v and not a.w == $e.w)",
];

#[test]
fn both_engines_agree_on_queries_of_the_endpoint() {
    let (mut rng, mut matches) = (Rng::new(SEED), 0);
    for pair in 0..PAIRS {
        let text = query(&mut rng);
        let events: Vec<Document> =
            (0..=rng.below(MOST_EVENTS)).map(|place| event(&mut rng, place)).collect();
        let query = lowered(&text);
        let order = in_order(&events, ("@timestamp", FieldType::DateNanos), None);
        let options = StreamOptions::default();
        let program = eql_compiler::compile(&[eql_compiler::RuleSource::new("pair", &query)]);
        let program = pack::decode(&pack::encode(&program)).unwrap();
        let expected = by_oracle(&query, options, &order, &events);
        let matcher = Matcher::new(program).unwrap();
        let found = by_matcher(&matcher, &query, options, &order, &events);
        let shown: Vec<_> =
            events.iter().map(|event| serde_json::to_string(event).unwrap()).collect();
        assert_eq!(found, expected, "pair {pair}\n{text}\n{}", shown.join("\n"));
        matches += expected.len();
    }
    assert!(matches > 1000, "only {matches} matches: the pairs say little");
}

fn lowered(text: &str) -> Query {
    let dialect = Dialect::Endpoint;
    let parsed = parse_dialect(text, dialect);
    let schema = Schema::ecs();
    let context = Context { schema: &schema, category_field: "event.category", dialect };
    let lowered = lower(&parsed.tree, &context);
    let found: Vec<_> = parsed.diagnostics.iter().chain(&lowered.diagnostics).collect();
    assert!(found.is_empty(), "{text}: {found:?}");
    lowered.tree
}

fn query(rng: &mut Rng) -> String {
    let category = |rng: &mut Rng| *rng.pick(&["any", "process", "file"]);
    let filter =
        |rng: &mut Rng, named| format!("{} where {}", category(rng), condition(rng, named));
    match rng.below(4) {
        0 => filter(rng, false),
        1 => format!("sample by v [{}] [{}]", filter(rng, false), filter(rng, false)),
        _ => {
            let by = if rng.one_in(2) { " by v" } else { "" };
            let missing =
                if rng.one_in(3) { format!(" ![{}]", filter(rng, false)) } else { String::new() };
            let third =
                if rng.one_in(2) { format!(" [{}]", filter(rng, true)) } else { String::new() };
            let until = if rng.one_in(3) {
                format!(" until [{}]", filter(rng, true))
            } else {
                String::new()
            };
            let first = filter(rng, false);
            let second = filter(rng, true);
            format!(
                "sequence{by} with maxspan={}ms [{first}] as a{missing} [{second}]{third}{until}",
                rng.below(8) + 1
            )
        }
    }
}

/// A condition; `named` where there is an event `a`.
fn condition(rng: &mut Rng, named: bool) -> String {
    let one = match rng.below(if named { 4 } else { 3 }) {
        0 => (*rng.pick(&PLAIN)).to_owned(),
        1 => (*rng.pick(&SEARCHES)).to_owned(),
        2 => {
            let inner: &str = rng.pick::<&str>(&PLAIN);
            rng.pick(&RELATIONS).replace('#', inner)
        }
        _ => (*rng.pick(&NAMED)).to_owned(),
    };
    match rng.below(6) {
        0 => format!("not ({one})"),
        1 => format!("({one} and {})", condition(rng, named)),
        2 => format!("({one} or {})", condition(rng, named)),
        _ => one,
    }
}

/// An event of one of few processes; some have no time, no process or no list.
fn event(rng: &mut Rng, place: usize) -> Document {
    let mut parts = vec![
        format!("\"event.category\": \"{}\"", rng.pick(&["process", "process", "file"])),
        format!("\"name\": \"{}\"", rng.pick(&["a", "ab", "b"])),
    ];
    if !rng.one_in(12) {
        parts.push(format!("\"@timestamp\": {}", place / 2));
    }
    let fields = [
        ("v", vec!["1", "2", "[1, 2]"]),
        ("w", vec!["1", "2", "null"]),
        ("process.entity_id", vec!["\"p\"", "\"q\"", "\"r\"", "\"s\""]),
        ("process.parent.entity_id", vec!["\"p\"", "\"q\"", "\"r\""]),
        ("process.Ext.ancestry", vec!["[\"p\"]", "[\"q\", \"p\"]"]),
        ("list", vec!["[{\"v\": 1, \"w\": 2}, {\"v\": 2}]", "[{\"v\": 2, \"w\": 2}]", "[]"]),
    ];
    for (field, values) in fields {
        if !rng.one_in(4) {
            parts.push(format!("\"{field}\": {}", rng.pick(&values)));
        }
    }
    serde_json::from_str(&format!("{{{}}}", parts.join(", "))).unwrap()
}
