//! Generated events that fit the generated queries: few fields, near values, arrays, nulls, ties in time.

use event::{Document, Json};
use proptest::prelude::*;
use proptest::sample::select;

use super::queries::{CATEGORIES, FLAGS, KEYS, NUMBERS, TEXTS, WORDS};

/// Up to twelve events within a few seconds.
pub(super) fn events() -> impl Strategy<Value = Vec<Document>> {
    prop::collection::vec(event(), 0..12)
}

fn event() -> impl Strategy<Value = Document> {
    let fields = (
        time(),
        values(text(CATEGORIES)),
        values(text(KEYS)),
        values(text(WORDS)),
        values(text(WORDS)),
        values(number()),
        values(number()),
        values(select(vec![Json::Bool(true), Json::Bool(false), Json::from("true")])),
        values(address()),
        any::<bool>(),
    );
    fields.prop_map(|(time, category, host, name, args, pid, free, flag, address, nested)| {
        let mut document = Document::default();
        let mut set = |path: &str, value: Option<Json>| match value {
            Some(value) if nested => document.set(path, value),
            Some(value) => document.push(path, value),
            None => {}
        };
        set("@timestamp", time);
        set("event.category", category);
        set("host.id", host.clone());
        set("user.name", host);
        set("process.name", name);
        set("process.args", args);
        set("process.pid", pid);
        set("acme.count", free);
        set(FLAGS, flag);
        set("source.ip", address);
        document
    })
}

/// Mostly a second of a short window; sometimes none.
fn time() -> impl Strategy<Value = Option<Json>> {
    let stamp = (0..8u32, prop::bool::weighted(0.2)).prop_map(|(second, half)| {
        Json::from(format!("2026-01-01T00:00:{second:02}.{}Z", if half { "500" } else { "000" }))
    });
    prop::option::weighted(0.95, stamp)
}

/// One value, several, null, an empty list, or nothing.
fn values(value: impl Strategy<Value = Json> + Clone) -> impl Strategy<Value = Option<Json>> {
    let many = prop::collection::vec(prop_oneof![9 => value.clone(), 1 => Just(Json::Null)], 0..3);
    prop_oneof![
        7 => value.prop_map(Some),
        3 => many.prop_map(|items| Some(Json::Array(items))),
        1 => Just(Some(Json::Null)),
        2 => Just(None),
    ]
}

fn text(choices: &'static [&'static str]) -> impl Strategy<Value = Json> + Clone {
    select(choices).prop_map(Json::from)
}

fn number() -> impl Strategy<Value = Json> + Clone {
    prop_oneof![
        6 => select(NUMBERS).prop_map(Json::Int),
        1 => select(vec![0.5, 1.5, 4.0]).prop_map(Json::Float),
        1 => select(TEXTS).prop_map(Json::from),
    ]
}

fn address() -> impl Strategy<Value = Json> + Clone {
    select(vec!["10.0.0.1", "10.1.2.3", "::1", "0:0:0:0:0:0:0:1", "192.0.2.7", "x"])
        .prop_map(Json::from)
}
