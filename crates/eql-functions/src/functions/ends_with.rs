//! `endsWith(source, suffix)`: whether a text ends so (spec 12.4).
//!
//! This is the script path. A field with a constant is a wildcard instead (spec 12.6); the analyser decides.

use event::Value;

use super::{Example, Function, Hint, Mode};
use crate::arguments::text;
use crate::{EvalError, Kind, Param, Signature};

pub(super) static FUNCTION: Function = Function {
    name: "endsWith",
    signature: Signature::fixed(
        &[Param::new("source", Kind::String), Param::new("suffix", Kind::String)],
        Kind::Boolean,
    ),
    case_variant: true,
    eval,
    summary: "Whether a text ends with another.",
    details: "Null if either is null. Every text ends with the empty one.",
    spec: "12.4",
    hint: Some(Hint::WildcardSuffix),
    examples: &[
        Example { call: r#"endsWith("setup.exe", ".exe")"#, result: "true" },
        Example { call: r#"endsWith("setup.exe", ".EXE")"#, result: "false" },
        Example { call: r#"endsWith~("setup.exe", ".EXE")"#, result: "true" },
        Example { call: r#"endsWith("", "")"#, result: "true" },
        Example { call: r#"endsWith("setup.exe", null)"#, result: "null" },
    ],
};

fn eval<'a>(args: &[Value<'a>], mode: Mode) -> Result<Value<'a>, EvalError> {
    let (Some(source), Some(suffix)) = (text(args, 0)?, text(args, 1)?) else {
        return Ok(Value::Null);
    };
    Ok(Value::Bool(mode.case.ends_with(source, suffix)))
}
