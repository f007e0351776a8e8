//! The bound itself is in where it was out, or out where it was in: `>` and `>=`, `<` and `<=`.

use eql_functions::RangeOp;
use eql_hir::{Leaf, Predicate, ScriptExpr};

use super::{Example, Family};
use crate::edit::Edits;

pub(super) static FAMILY: Family = Family {
    kinds: &["bound"],
    summary: "The bound itself is in where it was out, or out where it was in.",
    examples: &[
        Example {
            query: "process where process.pid > 4",
            kind: "bound",
            before: "process.pid > 4",
            after: "process.pid >= 4",
            noticed: &[r#"{"event.category": "process", "process.pid": 4}"#],
            unnoticed: &[r#"{"event.category": "process", "process.pid": 5}"#],
        },
        Example {
            query: "process where length(process.name) <= 3",
            kind: "bound",
            before: "length(process.name) <= 3",
            after: "length(process.name) < 3",
            noticed: &[r#"{"event.category": "process", "process.name": "abc"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.name": "abcd"}"#],
        },
    ],
    predicate: Some(predicate),
    script: Some(script),
    ..Family::IDLE
};

fn predicate(_: &Leaf, predicate: &Predicate, edits: &mut Edits<'_, Predicate>) {
    if let Predicate::Range(op, constant) = predicate {
        edits.give("bound", Predicate::Range(other(*op), constant.clone()));
    }
}

fn script(node: &ScriptExpr, edits: &mut Edits<'_, ScriptExpr>) {
    if let ScriptExpr::Range(op, left, right) = node {
        edits.give("bound", ScriptExpr::Range(other(*op), left.clone(), right.clone()));
    }
}

fn other(op: RangeOp) -> RangeOp {
    match op {
        RangeOp::Less => RangeOp::LessEqual,
        RangeOp::LessEqual => RangeOp::Less,
        RangeOp::Greater => RangeOp::GreaterEqual,
        RangeOp::GreaterEqual => RangeOp::Greater,
    }
}
