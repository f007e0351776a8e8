//! A leaf says the opposite, or the `not` in front of a clause is left out.

use eql_hir::{Condition, Query, ScriptExpr};

use super::{Example, Family};
use crate::edit::Edits;
use crate::shape;

pub(super) static FAMILY: Family = Family {
    kinds: &["flip-leaf", "flip-not"],
    summary: "A leaf says the opposite, or the `not` in front of a clause is left out.",
    examples: &[
        Example {
            query: "process where process.pid == 4 and process.name == \"a\"",
            kind: "flip-leaf",
            before: "process.name == \"a\"",
            after: "not process.name == \"a\"",
            noticed: &[r#"{"event.category": "process", "process.pid": 4, "process.name": "a"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.pid": 5, "process.name": "a"}"#],
        },
        Example {
            query: "process where not (process.pid == 4 and process.name == \"a\")",
            kind: "flip-not",
            before: "not (process.pid == 4 and process.name == \"a\")",
            after: "process.pid == 4 and process.name == \"a\"",
            noticed: &[r#"{"event.category": "process", "process.pid": 4}"#],
            unnoticed: &[r#"{"event.category": "file", "process.pid": 4}"#],
        },
    ],
    condition: Some(condition),
    script: Some(script),
    ..Family::IDLE
};

fn condition(query: &Query, node: &Condition, edits: &mut Edits<'_, Condition>) {
    match node {
        Condition::Leaf(_) if shape::is_category_leaf(query, node) => {}
        Condition::Leaf(_) => edits.give("flip-leaf", shape::negated(node.clone())),
        // The `not` of a leaf goes with the leaf.
        Condition::Not(inner) if !matches!(**inner, Condition::Leaf(_)) => {
            edits.give("flip-not", (**inner).clone());
        }
        Condition::Constant(_) | Condition::Not(_) | Condition::And(_) | Condition::Or(_) => {}
    }
}

fn script(node: &ScriptExpr, edits: &mut Edits<'_, ScriptExpr>) {
    if let ScriptExpr::Not(inner) = node {
        edits.give("flip-not", (**inner).clone());
    }
}
