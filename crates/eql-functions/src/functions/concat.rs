//! `concat(value, ...)`: the texts of values, one after the other (spec 12.10).

use event::Value;

use super::{Example, Function, Mode};
use crate::value_text::push_text;
use crate::{EvalError, Kind, Param, Signature};

pub(super) static FUNCTION: Function = Function {
    name: "concat",
    signature: Signature::variadic(&[Param::new("value", Kind::Any)], Kind::String),
    case_variant: false,
    eval,
    summary: "The texts of all values, one after the other.",
    details: "Null if any value is null. A value is written as `string` writes it.",
    spec: "12.10",
    hint: None,
    examples: &[
        Example { call: r#"concat("pid ", 4, ": ", true)"#, result: r#""pid 4: true""# },
        Example { call: "concat(1.5, 10000000.0)", result: r#""1.51.0E7""# },
        Example { call: r#"concat("a", null)"#, result: "null" },
    ],
};

#[expect(clippy::unnecessary_wraps, reason = "every function has the type `Eval`")]
fn eval<'a>(args: &[Value<'a>], _: Mode) -> Result<Value<'a>, EvalError> {
    let mut text = String::new();
    let complete = args.iter().all(|value| push_text(&mut text, value));
    Ok(if complete { Value::text(text) } else { Value::Null })
}
