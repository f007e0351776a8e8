//! Generated queries over few fields: every construct, with values that the generated events have.

mod conditions;
mod leaves;
mod literals;
mod stages;
mod values;

use proptest::prelude::*;
use proptest::sample::select;

/// A strategy for a part of a query.
type Text = BoxedStrategy<String>;

/// A whole query.
pub(super) fn query() -> Text {
    prop_oneof![
        4 => (stages::filter(), pipes()).prop_map(|(filter, pipes)| filter + &pipes),
        6 => (stages::sequence(), pipes()).prop_map(|(sequence, pipes)| sequence + &pipes),
        1 => stages::sample(),
    ]
    .boxed()
}

/// Often none; `head` and `tail`, one or two, their numbers also computed.
fn pipes() -> Text {
    let count = select(vec!["1", "2", "3", "9", "3-1", "2 * 1", "0"]);
    let pipe = (select(vec!["head", "tail"]), count)
        .prop_map(|(pipe, count)| format!(" | {pipe} {count}"));
    prop_oneof![
        6 => Just(String::new()),
        1 => prop::collection::vec(pipe, 1..3).prop_map(|pipes| pipes.concat()),
    ]
    .boxed()
}
