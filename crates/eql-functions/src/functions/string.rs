//! `string(value)`: the text of a value (spec 12.11).

use event::Value;

use super::{Example, Function, Mode};
use crate::value_text::text_of;
use crate::{EvalError, Kind, Param, Signature};

pub(super) static FUNCTION: Function = Function {
    name: "string",
    signature: Signature::fixed(&[Param::new("value", Kind::Any)], Kind::String),
    case_variant: false,
    eval,
    summary: "The text of a value of any type.",
    details: "Null if the value is null. Doubles are written as `2.5` or, below 0.001 and from 10000000 on, \
              `1.0E7`; addresses in canonical form; times as `2020-01-01T00:00:05.120Z`.",
    spec: "12.11",
    hint: None,
    examples: &[
        Example { call: "string(42)", result: r#""42""# },
        Example { call: "string(0.0005)", result: r#""5.0E-4""# },
        Example { call: "string(true)", result: r#""true""# },
        Example { call: "string(null)", result: "null" },
    ],
};

#[expect(clippy::unnecessary_wraps, reason = "every function has the type `Eval`")]
fn eval<'a>(args: &[Value<'a>], _: Mode) -> Result<Value<'a>, EvalError> {
    Ok(args.first().and_then(text_of).map_or(Value::Null, Value::Str))
}
