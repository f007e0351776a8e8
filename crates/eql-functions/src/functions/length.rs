//! `length(source)`: the length of a text in UTF-16 units (spec 11.3, 12.2).

use event::Value;

use super::{Example, Function, Mode};
use crate::arguments::text;
use crate::text::utf16_len;
use crate::{EvalError, Kind, Param, Signature};

pub(super) static FUNCTION: Function = Function {
    name: "length",
    signature: Signature::fixed(&[Param::new("source", Kind::String)], Kind::Integer),
    case_variant: false,
    eval,
    summary: "The length of a text in UTF-16 units: most characters are one, an emoji is two.",
    details: "Null if the text is null.",
    spec: "12.2",
    hint: None,
    examples: &[
        Example { call: r#"length("cmd.exe")"#, result: "7" },
        Example { call: r#"length("")"#, result: "0" },
        Example { call: r#"length("😀")"#, result: "2" },
        Example { call: "length(null)", result: "null" },
    ],
};

fn eval<'a>(args: &[Value<'a>], _: Mode) -> Result<Value<'a>, EvalError> {
    let Some(source) = text(args, 0)? else { return Ok(Value::Null) };
    Ok(i64::try_from(utf16_len(source)).map_or(Value::Null, Value::Int))
}
