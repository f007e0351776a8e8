//! Expressions that have a value: functions and arithmetic over fields and literals, one in the other.

use proptest::prelude::*;
use proptest::sample::select;

use super::{Text, literals};
use crate::agreement::pools;

/// One of these fields.
pub(super) fn field(fields: &'static [&'static str]) -> Text {
    select(fields).prop_map(str::to_owned).boxed()
}

/// Some `~`.
pub(super) fn tilde() -> impl Strategy<Value = &'static str> + Clone {
    select(vec!["", "~"])
}

/// Mostly the argument, seldom `null`.
pub(super) fn or_null(argument: Text) -> Text {
    prop_oneof![24 => argument, 1 => Just("null".to_owned())].boxed()
}

/// A text: a field, a literal, or a function of them.
pub(super) fn text() -> Text {
    prop_oneof![6 => field(pools::TEXT_FIELDS), 1 => literals::word()]
        .prop_recursive(2, 4, 2, |inner| text_function(inner.boxed()))
        .boxed()
}

/// A text that some function gives.
pub(super) fn computed_text() -> Text {
    let source = prop_oneof![5 => field(pools::TEXT_FIELDS), 2 => text()].boxed();
    text_function(source)
}

fn text_function(source: Text) -> Text {
    prop_oneof![
        2 => concat(source.clone()),
        2 => substring(source.clone()),
        2 => between(source),
        1 => string(),
    ]
    .boxed()
}

fn concat(source: Text) -> Text {
    let part = prop_oneof![
        3 => source.clone(),
        2 => literals::word(),
        1 => literals::number(),
        1 => field(pools::NUMBER_FIELDS),
        1 => field(pools::FLAG_FIELDS),
    ];
    let name = select(vec!["concat", "CONCAT"]);
    (name, or_null(source), prop::collection::vec(part, 0..3))
        .prop_map(|(name, first, rest)| format!("{name}({})", joined(first, rest)))
        .boxed()
}

fn substring(source: Text) -> Text {
    let position = || or_null(literals::whole());
    let end = prop_oneof![1 => Just(None), 1 => position().prop_map(Some)];
    (or_null(source), position(), end)
        .prop_map(|(source, start, end)| {
            format!("substring({})", joined(source, [start].into_iter().chain(end)))
        })
        .boxed()
}

fn between(source: Text) -> Text {
    let sides = &["a", "c", "b", "A", "X", "<", ">", ".", "", "Cm", "é"];
    let side = || or_null(literals::text(sides));
    let greedy = prop_oneof![
        2 => Just(None),
        2 => literals::boolean().prop_map(Some),
        1 => field(pools::FLAG_FIELDS).prop_map(Some),
        1 => Just(Some("null".to_owned())),
    ];
    (tilde(), source, side(), side(), greedy)
        .prop_map(|(tilde, source, left, right, greedy)| {
            format!("between{tilde}({})", joined(source, [left, right].into_iter().chain(greedy)))
        })
        .boxed()
}

fn string() -> Text {
    let value = prop_oneof![
        field(pools::NUMBER_FIELDS),
        field(pools::FLAG_FIELDS),
        field(pools::ADDRESS_FIELDS),
        field(pools::DATE_FIELDS),
        field(pools::VERSION_FIELDS),
        field(pools::TEXT_FIELDS),
        Just("process.pid > 1".to_owned()),
        literals::number(),
    ];
    or_null(value.boxed()).prop_map(|value| format!("string({value})")).boxed()
}

/// A number: a field, a literal, or arithmetic and functions over them.
pub(super) fn number() -> Text {
    prop_oneof![6 => field(pools::NUMBER_FIELDS), 2 => literals::number()]
        .prop_recursive(2, 4, 2, |inner| number_function(inner.boxed()))
        .boxed()
}

/// A number that arithmetic or some function gives.
pub(super) fn computed_number() -> Text {
    number_function(prop_oneof![4 => field(pools::NUMBER_FIELDS), 2 => number()].boxed())
}

fn number_function(operand: Text) -> Text {
    let right = prop_oneof![2 => operand.clone(), 3 => or_null(literals::number())].boxed();
    let operator = select(vec!["+", "-", "*", "/", "%"]);
    let function = select(vec!["add", "subtract", "multiply", "divide", "modulo"]);
    prop_oneof![
        3 => (operand.clone(), operator, right.clone())
            .prop_map(|(left, operator, right)| format!("({left} {operator} {right})")),
        3 => (function, or_null(operand.clone()), right)
            .prop_map(|(function, left, right)| format!("{function}({left}, {right})")),
        1 => (select(vec!["-", "+"]), operand)
            .prop_map(|(sign, inner)| format!("({sign}{inner})")),
        2 => number_of_text(),
    ]
    .boxed()
}

/// `length`, `indexOf`, `number`.
fn number_of_text() -> Text {
    let start = prop_oneof![1 => Just(None), 1 => or_null(literals::whole()).prop_map(Some)];
    let base = prop_oneof![
        3 => Just(None),
        1 => select(vec!["10", "16", "36", "null"]).prop_map(|base| Some(base.to_owned())),
    ];
    prop_oneof![
        2 => or_null(text()).prop_map(|text| format!("length({text})")),
        3 => (tilde(), or_null(text()), or_null(literals::word()), start).prop_map(
            |(tilde, source, part, start)| {
                format!("indexOf{tilde}({})", joined(source, [part].into_iter().chain(start)))
            }
        ),
        2 => (or_null(text()), base)
            .prop_map(|(text, base)| format!("number({})", joined(text, base))),
    ]
    .boxed()
}

fn joined(first: String, rest: impl IntoIterator<Item = String>) -> String {
    let rest: Vec<_> = rest.into_iter().collect();
    [vec![first], rest].concat().join(", ")
}
