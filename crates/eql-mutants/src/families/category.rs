//! The event category in front of `where` becomes `any`.

use eql_hir::{Condition, Query};

use super::{Example, Family};
use crate::edit::{Edits, Shown};
use crate::{shape, words};

pub(super) static FAMILY: Family = Family {
    kinds: &["any-category"],
    summary: "The event category in front of `where` becomes `any`.",
    examples: &[Example {
        query: "process where process.pid == 4",
        kind: "any-category",
        before: "event.category == \"process\"",
        after: "any",
        noticed: &[r#"{"event.category": "file", "process.pid": 4}"#],
        unnoticed: &[r#"{"event.category": "process", "process.pid": 4}"#],
    }],
    condition: Some(condition),
    ..Family::IDLE
};

fn condition(query: &Query, node: &Condition, edits: &mut Edits<'_, Condition>) {
    if shape::is_category_leaf(query, node) {
        let shown = Shown::Texts(words::condition(query, node), "any".to_owned());
        edits.offer("any-category", shown, || Some(Condition::Constant(true)));
    }
}
