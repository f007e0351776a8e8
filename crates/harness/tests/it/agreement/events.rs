//! Generated events that fit the generated queries: few fields, near values, arrays, nulls, ties in time.

use event::{Document, Json, Timestamp};
use proptest::prelude::*;
use proptest::sample::select;

use super::pools;

/// How a field stands in its document.
#[derive(Clone, Copy, Debug)]
enum Spelling {
    /// `{"a": {"b": 1}}`
    Nested,
    /// `{"a.b": 1}`
    Dotted,
    /// `{"a": [{"b": 1}, {"b": 1}]}`, with the same value twice.
    Objects,
}

/// What becomes the time of an event, in units that the pair chooses.
#[derive(Clone, Copy, Debug)]
struct Tick {
    half_units: i64,
    nanos: i64,
    millis: bool,
}

/// An event before its time is known.
#[derive(Clone, Debug)]
struct Draft {
    ticks: Vec<Tick>,
    fields: Vec<(&'static str, Json, Spelling)>,
}

/// Where the time of the events begins: 2026-01-01T00:00:00Z in nanoseconds.
const START: i128 = 1_767_225_600_000_000_000;

/// Up to thirteen events, mostly within a few seconds, sometimes minutes, hours or days apart.
pub(super) fn events() -> impl Strategy<Value = Vec<Document>> {
    let second = 1_000_000_000;
    let unit = prop_oneof![
        12 => Just(second),
        1 => Just(second / 2),
        1 => Just(60 * second),
        1 => Just(3600 * second),
        1 => Just(86_400 * second),
    ];
    (prop::collection::vec(draft(), 0..14), unit)
        .prop_map(|(drafts, unit)| drafts.into_iter().map(|draft| draft.document(unit)).collect())
}

impl Draft {
    fn document(self, unit: i128) -> Document {
        let mut document = Document::default();
        let mut times = self.ticks.iter().map(|tick| tick.json(unit));
        match (times.len(), times.next()) {
            (_, None) => {}
            (1, Some(time)) => document.set("@timestamp", time),
            (_, Some(time)) => {
                document.set("@timestamp", Json::Array([time].into_iter().chain(times).collect()));
            }
        }
        for (path, value, spelling) in self.fields {
            put(&mut document, path, value, spelling);
        }
        document
    }
}

impl Tick {
    fn json(self, unit: i128) -> Json {
        let nanos = START + i128::from(self.half_units) * unit / 2;
        if self.millis {
            return Json::Int(Timestamp::from_nanos(nanos).millis());
        }
        Json::from(Timestamp::from_nanos(nanos + i128::from(self.nanos)).to_string())
    }
}

fn put(document: &mut Document, path: &str, value: Json, spelling: Spelling) {
    match (spelling, path.split_once('.')) {
        (Spelling::Objects, Some((head, rest))) => {
            let object = || Json::Object(Document::new(vec![(rest.to_owned(), value.clone())]));
            document.push(head, Json::Array(vec![object(), object()]));
        }
        (Spelling::Nested, _) => document.set(path, value),
        (Spelling::Dotted | Spelling::Objects, _) => document.push(path, value),
    }
}

fn draft() -> impl Strategy<Value = Draft> {
    let ticks = prop_oneof![
        18 => tick().prop_map(|tick| vec![tick]),
        1 => Just(Vec::new()),
        1 => prop::collection::vec(tick(), 2),
    ];
    (ticks, fields()).prop_map(|(ticks, fields)| Draft { ticks, fields })
}

fn tick() -> impl Strategy<Value = Tick> {
    let half_units = prop_oneof![4 => (0..8_i64).prop_map(|unit| unit * 2), 1 => 0..16_i64];
    let nanos = prop_oneof![8 => Just(0), 1 => Just(1), 1 => Just(-1)];
    (half_units, nanos, prop::bool::weighted(0.1)).prop_map(|(half_units, nanos, millis)| Tick {
        half_units,
        nanos,
        millis,
    })
}

/// The fields in the order in which they are put.
fn fields() -> impl Strategy<Value = Vec<(&'static str, Json, Spelling)>> {
    let user = prop_oneof![3 => text(pools::KEYS), 1 => word()].boxed();
    let key = prop_oneof![3 => text(pools::KEYS), 1 => mixed()].boxed();
    let fields = vec![
        field("event.category", present(text(pools::CATEGORIES))),
        field("host.id", present(text(pools::KEYS))),
        field("user.name", values(user)),
        field("process.name", values(word())),
        field("process.args", values(word())),
        field("process.pid", values(number())),
        field("process.code_signature.trusted", values(flag())),
        field("acme.text", values(mixed())),
        field("acme.my-text", values(word())),
        field("acme.count", values(mixed())),
        field("acme.flag", values(flag())),
        field("acme.key", values(key)),
        field("event.risk_score", values(number())),
        field("event.sequence", values(number())),
        field("event.created", values(date())),
        field("event.ingested", values(date())),
        field("source.ip", values(text(pools::ADDRESSES))),
        field("host.ip", values(text(pools::ADDRESSES))),
        field("typed.double", values(number())),
        field("typed.integer", values(number())),
        field("typed.nanos", values(date())),
        field("typed.unsigned", values(number())),
        field("typed.version", values(text(pools::VERSIONS))),
    ];
    fields.prop_map(|fields| fields.into_iter().flatten().collect())
}

fn field(
    path: &'static str,
    value: impl Strategy<Value = Option<Json>> + 'static,
) -> BoxedStrategy<Option<(&'static str, Json, Spelling)>> {
    let spelling = prop_oneof![
        4 => Just(Spelling::Dotted),
        4 => Just(Spelling::Nested),
        1 => Just(Spelling::Objects),
    ];
    (value, spelling).prop_map(move |(value, spelling)| Some((path, value?, spelling))).boxed()
}

/// One value, several, null, an empty list, or nothing.
fn values(value: BoxedStrategy<Json>) -> impl Strategy<Value = Option<Json>> {
    let item = prop_oneof![9 => value.clone(), 1 => Just(Json::Null)];
    // Shrinking goes to what stands first.
    prop_oneof![
        3 => Just(None),
        7 => value.prop_map(Some),
        3 => prop::collection::vec(item, 0..3).prop_map(|items| Some(Json::Array(items))),
        1 => Just(Some(Json::Null)),
    ]
}

/// The same, but seldom nothing.
fn present(value: BoxedStrategy<Json>) -> impl Strategy<Value = Option<Json>> {
    prop_oneof![1 => values(value.clone()), 6 => value.prop_map(Some)]
}

fn text(choices: &'static [&'static str]) -> BoxedStrategy<Json> {
    select(choices).prop_map(Json::from).boxed()
}

fn word() -> BoxedStrategy<Json> {
    prop_oneof![
        10 => text(pools::COMMON),
        4 => text(pools::ODD),
        1 => select(vec![Json::Int(4), Json::Float(1.5), Json::Bool(true)]),
    ]
    .boxed()
}

fn number() -> BoxedStrategy<Json> {
    prop_oneof![
        10 => select(pools::NUMBERS).prop_map(Json::Int),
        1 => select(pools::EDGES).prop_map(Json::Int),
        1 => select(vec![Json::UInt(u64::MAX), Json::UInt(1 << 63)]),
        2 => select(vec![0.5, 1.5, 4.0, -0.0, 1e300]).prop_map(Json::Float),
        1 => text(&["1", "4", "4.5", "x"]),
    ]
    .boxed()
}

/// Anything, for fields that no schema knows.
fn mixed() -> BoxedStrategy<Json> {
    prop_oneof![2 => word(), 2 => number(), 1 => flag(), 1 => date()].boxed()
}

fn flag() -> BoxedStrategy<Json> {
    select(vec![Json::Bool(true), Json::Bool(false), Json::from("true"), Json::from("no")]).boxed()
}

fn date() -> BoxedStrategy<Json> {
    prop_oneof![
        3 => text(pools::DATES),
        1 => select(pools::MILLIS).prop_map(Json::Int),
        1 => text(&["x"]),
    ]
    .boxed()
}
