//! `startsWith(source, prefix)`: whether a text begins so (spec 12.3).
//!
//! This is the script path. A field with a constant folds ASCII letters only (spec 9.2); the analyser decides.

use event::Value;

use super::{Example, Function, Hint, Mode};
use crate::arguments::text;
use crate::{EvalError, Kind, Param, Signature};

pub(super) static FUNCTION: Function = Function {
    name: "startsWith",
    signature: Signature::fixed(
        &[Param::new("source", Kind::String), Param::new("prefix", Kind::String)],
        Kind::Boolean,
    ),
    case_variant: true,
    eval,
    summary: "Whether a text begins with another.",
    details: "Null if either is null. Every text begins with the empty one.",
    spec: "12.3",
    hint: Some(Hint::LiteralPrefix),
    examples: &[
        Example { call: r#"startsWith("setup.exe", "set")"#, result: "true" },
        Example { call: r#"startsWith("setup.exe", "Set")"#, result: "false" },
        Example { call: r#"startsWith~("setup.exe", "Set")"#, result: "true" },
        Example { call: r#"startsWith("abc", "")"#, result: "true" },
        Example { call: r#"startsWith(null, "set")"#, result: "null" },
    ],
};

fn eval<'a>(args: &[Value<'a>], mode: Mode) -> Result<Value<'a>, EvalError> {
    let (Some(source), Some(prefix)) = (text(args, 0)?, text(args, 1)?) else {
        return Ok(Value::Null);
    };
    Ok(Value::Bool(mode.case.starts_with(source, prefix)))
}
