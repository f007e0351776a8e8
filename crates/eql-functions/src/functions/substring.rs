//! `substring(source, start[, end])`: a part of a text by position (spec 12.8).

use event::Value;

use super::{Example, Function, Mode};
use crate::arguments::{index, text};
use crate::text::{utf16_len, utf16_slice};
use crate::{EvalError, Kind, Param, Signature};

pub(super) static FUNCTION: Function = Function {
    name: "substring",
    signature: Signature::optional(
        &[
            Param::new("source", Kind::String),
            Param::answering_null("start", Kind::Integer),
            Param::answering_null("end", Kind::Integer),
        ],
        2,
        Kind::String,
    ),
    case_variant: false,
    eval,
    summary: "The part of a text from `start` to before `end`; negative positions count from the end.",
    details: "Null if the source is null. A null start gives the whole source, a null end means to the end. \
              Positions beyond the text are cut to it; a start at or after the end gives an empty text.",
    spec: "12.8",
    hint: None,
    examples: &[
        Example { call: r#"substring("powershell", 5)"#, result: r#""shell""# },
        Example { call: r#"substring("powershell", 0, 5)"#, result: r#""power""# },
        Example { call: r#"substring("powershell", -5, -1)"#, result: r#""shel""# },
        Example { call: r#"substring("powershell", 7, 3)"#, result: r#""""# },
        Example { call: r#"substring("powershell", null, 5)"#, result: r#""powershell""# },
        Example { call: "substring(null, 0)", result: "null" },
    ],
};

fn eval<'a>(args: &[Value<'a>], _: Mode) -> Result<Value<'a>, EvalError> {
    let (start, end) = (index(args, 1)?, index(args, 2)?);
    let Some(source) = text(args, 0)? else { return Ok(Value::Null) };
    let Some(start) = start else { return Ok(Value::Str(source.clone())) };
    let length = utf16_len(source);
    let end = end.map_or(length, |end| from_start(end, length));
    Ok(Value::Str(utf16_slice(source, from_start(start, length), end)))
}

/// A position counted from the start, not below 0.
fn from_start(position: i32, length: usize) -> usize {
    let magnitude = usize::try_from(position.unsigned_abs()).unwrap_or(usize::MAX);
    if position < 0 { length.saturating_sub(magnitude) } else { magnitude }
}
