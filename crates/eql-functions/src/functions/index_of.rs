//! `indexOf(source, part[, start])`: where a text first stands in another (spec 12.7).

use event::Value;

use super::{Example, Function, Mode};
use crate::arguments::{index, text};
use crate::text::utf16_find;
use crate::{EvalError, Kind, Param, Signature};

pub(super) static FUNCTION: Function = Function {
    name: "indexOf",
    signature: Signature::optional(
        &[
            Param::new("source", Kind::String),
            Param::new("part", Kind::String),
            Param::answering_null("start", Kind::Integer),
        ],
        2,
        Kind::Integer,
    ),
    case_variant: true,
    eval,
    summary: "The position, from 0, of the first `part` at or after `start`.",
    details: "Null if there is none, and if the source or `part` is null. A null or negative start is 0. \
              An empty part is found at the start, or at the end if that comes first.",
    spec: "12.7",
    hint: None,
    examples: &[
        Example { call: r#"indexOf("banana", "an")"#, result: "1" },
        Example { call: r#"indexOf("banana", "an", 2)"#, result: "3" },
        Example { call: r#"indexOf("banana", "AN")"#, result: "null" },
        Example { call: r#"indexOf~("banana", "AN")"#, result: "1" },
        Example { call: r#"indexOf("banana", "", 9)"#, result: "6" },
        Example { call: r#"indexOf("banana", "an", null)"#, result: "1" },
    ],
};

fn eval<'a>(args: &[Value<'a>], mode: Mode) -> Result<Value<'a>, EvalError> {
    let start = index(args, 2)?.unwrap_or(0);
    let (Some(source), Some(part)) = (text(args, 0)?, text(args, 1)?) else {
        return Ok(Value::Null);
    };
    let start = usize::try_from(start).unwrap_or(0);
    let found = utf16_find(&mode.case.fold(source), &mode.case.fold(part), start);
    let position = found.and_then(|position| i64::try_from(position).ok());
    Ok(position.map_or(Value::Null, Value::Int))
}
