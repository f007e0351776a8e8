//! Boolean nesting over leaves.

use proptest::prelude::*;
use proptest::sample::select;

use super::{Text, leaves};

/// A condition, up to four levels deep.
pub(super) fn condition() -> Text {
    let leaf = prop_oneof![1 => Just("true".to_owned()), 8 => leaves::leaf()];
    leaf.prop_recursive(4, 12, 3, |inner| {
        let equated = select(vec![("==", true), ("==", false), ("!=", true), ("!=", false)]);
        prop_oneof![
            3 => joined(inner.clone(), "or", 2..4).prop_map(|any| format!("({any})")),
            2 => joined(inner.clone(), "and", 2..3).prop_map(|all| format!("({all})")),
            1 => joined(inner.clone(), "or", 2..3),
            2 => inner.clone().prop_map(|inner| format!("not {inner}")),
            1 => (inner.clone(), equated.clone())
                .prop_map(|(inner, (operator, value))| format!("({inner}) {operator} {value}")),
            1 => (inner, equated)
                .prop_map(|(inner, (operator, value))| format!("{value} {operator} ({inner})")),
        ]
    })
    .boxed()
}

fn joined(
    inner: impl Strategy<Value = String> + 'static,
    word: &'static str,
    count: std::ops::Range<usize>,
) -> Text {
    let separator = format!(" {word} ");
    prop::collection::vec(inner, count).prop_map(move |parts| parts.join(&separator)).boxed()
}
