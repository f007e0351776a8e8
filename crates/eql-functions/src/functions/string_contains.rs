//! `stringContains(source, part)`: whether a text has another in it (spec 12.5).
//!
//! This is the script path. A field with a constant is a wildcard instead (spec 12.6); the analyser decides.

use event::Value;

use super::{Example, Function, Hint, Mode};
use crate::arguments::text;
use crate::{EvalError, Kind, Param, Signature};

pub(super) static FUNCTION: Function = Function {
    name: "stringContains",
    signature: Signature::fixed(
        &[Param::new("source", Kind::String), Param::new("part", Kind::String)],
        Kind::Boolean,
    ),
    case_variant: true,
    eval,
    summary: "Whether a text has another in it.",
    details: "Null if either is null. False if either is empty.",
    spec: "12.5",
    hint: Some(Hint::WildcardContains),
    examples: &[
        Example { call: r#"stringContains("setup.exe", "up.")"#, result: "true" },
        Example { call: r#"stringContains("setup.exe", "UP.")"#, result: "false" },
        Example { call: r#"stringContains~("setup.exe", "UP.")"#, result: "true" },
        Example { call: r#"stringContains("setup.exe", "")"#, result: "false" },
        Example { call: r#"stringContains("setup.exe", null)"#, result: "null" },
    ],
};

fn eval<'a>(args: &[Value<'a>], mode: Mode) -> Result<Value<'a>, EvalError> {
    let (Some(source), Some(part)) = (text(args, 0)?, text(args, 1)?) else {
        return Ok(Value::Null);
    };
    Ok(Value::Bool(!part.is_empty() && mode.case.contains(source, part)))
}
