//! `and` becomes `or`, and `or` becomes `and`.

use eql_hir::{Condition, Query, ScriptExpr};

use super::{Example, Family};
use crate::edit::Edits;
use crate::shape;

pub(super) static FAMILY: Family = Family {
    kinds: &["and-or"],
    summary: "`and` becomes `or`, or `or` becomes `and`.",
    examples: &[
        Example {
            query: "process where process.pid == 4 and process.name == \"a\"",
            kind: "and-or",
            before: "process.pid == 4 and process.name == \"a\"",
            after: "process.pid == 4 or process.name == \"a\"",
            noticed: &[r#"{"event.category": "process", "process.pid": 4, "process.name": "b"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.pid": 4, "process.name": "a"}"#],
        },
        Example {
            query: "process where process.pid == 4 or process.name == \"a\"",
            kind: "and-or",
            before: "process.pid == 4 or process.name == \"a\"",
            after: "process.pid == 4 and process.name == \"a\"",
            noticed: &[r#"{"event.category": "process", "process.pid": 4, "process.name": "b"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.pid": 5, "process.name": "b"}"#],
        },
    ],
    condition: Some(condition),
    script: Some(script),
    ..Family::IDLE
};

fn condition(query: &Query, node: &Condition, edits: &mut Edits<'_, Condition>) {
    match node {
        // The word `where` is no `and` that someone wrote.
        Condition::And(parts) if shape::is_category_leaf(query, &parts[0]) => {}
        Condition::And(parts) => edits.give("and-or", Condition::Or(parts.clone())),
        Condition::Or(parts) => edits.give("and-or", Condition::And(parts.clone())),
        Condition::Constant(_) | Condition::Leaf(_) | Condition::Not(_) => {}
    }
}

fn script(node: &ScriptExpr, edits: &mut Edits<'_, ScriptExpr>) {
    if let ScriptExpr::And(parts) = node {
        edits.give("and-or", ScriptExpr::Or(parts.clone()));
    } else if let ScriptExpr::Or(parts) = node {
        edits.give("and-or", ScriptExpr::And(parts.clone()));
    }
}
