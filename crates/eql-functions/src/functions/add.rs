//! `add(x, y)`: the operator `+` as a function (spec 9.8, 12.1).

use event::Value;

use super::{Example, Function, Hint, Mode};
use crate::arithmetic::{self, Operator};
use crate::{EvalError, Kind, Param, Signature};

pub(super) static FUNCTION: Function = Function {
    name: "add",
    signature: Signature::fixed(
        &[Param::new("x", Kind::Number), Param::new("y", Kind::Number)],
        Kind::Number,
    ),
    case_variant: false,
    eval,
    summary: "The sum of two numbers.",
    details: "Null if either argument is null. Two integers give an integer; one that does not fit its type is an error.",
    spec: "12.1",
    hint: Some(Hint::Operator(Operator::Add)),
    examples: &[
        Example { call: "add(2, 3)", result: "5" },
        Example { call: "add(2, 0.5)", result: "2.5" },
        Example { call: "add(2, null)", result: "null" },
    ],
};

fn eval<'a>(args: &[Value<'a>], mode: Mode) -> Result<Value<'a>, EvalError> {
    match args {
        [x, y, ..] => arithmetic::apply(Operator::Add, x, y, mode.width),
        _ => Ok(Value::Null),
    }
}
