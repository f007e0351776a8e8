//! `divide(x, y)`: the operator `/` as a function (spec 9.8, 12.1).

use event::Value;

use super::{Example, Function, Hint, Mode};
use crate::arithmetic::{self, Operator};
use crate::{EvalError, Kind, Param, Signature};

pub(super) static FUNCTION: Function = Function {
    name: "divide",
    signature: Signature::fixed(
        &[Param::new("x", Kind::Number), Param::new("y", Kind::Number)],
        Kind::Number,
    ),
    case_variant: false,
    eval,
    summary: "The quotient of two numbers; of two integers, rounded towards zero.",
    details: "Null if either argument is null. An integer divided by the integer zero is an error; with a double the result is infinite or not a number.",
    spec: "12.1",
    hint: Some(Hint::Operator(Operator::Divide)),
    examples: &[
        Example { call: "divide(9, 2)", result: "4" },
        Example { call: "divide(-9, 2)", result: "-4" },
        Example { call: "divide(9, 2.0)", result: "4.5" },
        Example { call: "divide(9, null)", result: "null" },
    ],
};

fn eval<'a>(args: &[Value<'a>], mode: Mode) -> Result<Value<'a>, EvalError> {
    match args {
        [x, y, ..] => arithmetic::apply(Operator::Divide, x, y, mode.width),
        _ => Ok(Value::Null),
    }
}
