//! `modulo(x, y)`: the operator `%` as a function (spec 9.8, 12.1).

use event::Value;

use super::{Example, Function, Hint, Mode};
use crate::arithmetic::{self, Operator};
use crate::{EvalError, Kind, Param, Signature};

pub(super) static FUNCTION: Function = Function {
    name: "modulo",
    signature: Signature::fixed(
        &[Param::new("x", Kind::Number), Param::new("y", Kind::Number)],
        Kind::Number,
    ),
    case_variant: false,
    eval,
    summary: "The remainder of a division, with the sign of the first number.",
    details: "Null if either argument is null. An integer modulo the integer zero is an error; with a double the result is not a number.",
    spec: "12.1",
    hint: Some(Hint::Operator(Operator::Modulo)),
    examples: &[
        Example { call: "modulo(10, 6)", result: "4" },
        Example { call: "modulo(-10, 6)", result: "-4" },
        Example { call: "modulo(7.5, 2)", result: "1.5" },
        Example { call: "modulo(null, 6)", result: "null" },
    ],
};

fn eval<'a>(args: &[Value<'a>], mode: Mode) -> Result<Value<'a>, EvalError> {
    match args {
        [x, y, ..] => arithmetic::apply(Operator::Modulo, x, y, mode.width),
        _ => Ok(Value::Null),
    }
}
