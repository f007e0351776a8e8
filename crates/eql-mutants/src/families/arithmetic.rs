//! `+` and `-`, `*` and `/` are taken for each other.

use eql_functions::arithmetic::Operator;
use eql_hir::ScriptExpr;

use super::{Example, Family};
use crate::edit::Edits;

pub(super) static FAMILY: Family = Family {
    kinds: &["swap-arithmetic"],
    summary: "`+` and `-`, or `*` and `/`, are taken for each other.",
    examples: &[Example {
        query: "process where process.pid + 1 == 4",
        kind: "swap-arithmetic",
        before: "process.pid + 1 == 4",
        after: "process.pid - 1 == 4",
        noticed: &[r#"{"event.category": "process", "process.pid": 3}"#],
        unnoticed: &[r#"{"event.category": "process", "process.pid": 4}"#],
    }],
    script: Some(script),
    ..Family::IDLE
};

fn script(node: &ScriptExpr, edits: &mut Edits<'_, ScriptExpr>) {
    let ScriptExpr::Arithmetic(op, width, left, right) = node else { return };
    let other = match op {
        Operator::Add => Operator::Subtract,
        Operator::Subtract => Operator::Add,
        Operator::Multiply => Operator::Divide,
        Operator::Divide | Operator::Modulo => Operator::Multiply,
    };
    edits.give(
        "swap-arithmetic",
        ScriptExpr::Arithmetic(other, *width, left.clone(), right.clone()),
    );
}
