//! `subtract(x, y)`: the operator `-` as a function (spec 9.8, 12.1).

use event::Value;

use super::{Example, Function, Hint, Mode};
use crate::arithmetic::{self, Operator};
use crate::{EvalError, Kind, Param, Signature};

pub(super) static FUNCTION: Function = Function {
    name: "subtract",
    signature: Signature::fixed(
        &[Param::new("x", Kind::Number), Param::new("y", Kind::Number)],
        Kind::Number,
    ),
    case_variant: false,
    eval,
    summary: "The difference of two numbers.",
    details: "Null if either argument is null. Two integers give an integer; one that does not fit its type is an error.",
    spec: "12.1",
    hint: Some(Hint::Operator(Operator::Subtract)),
    examples: &[
        Example { call: "subtract(2, 3)", result: "-1" },
        Example { call: "subtract(2.5, 2)", result: "0.5" },
        Example { call: "subtract(null, 2)", result: "null" },
    ],
};

fn eval<'a>(args: &[Value<'a>], mode: Mode) -> Result<Value<'a>, EvalError> {
    match args {
        [x, y, ..] => arithmetic::apply(Operator::Subtract, x, y, mode.width),
        _ => Ok(Value::Null),
    }
}
