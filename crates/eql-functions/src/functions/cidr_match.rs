//! `cidrMatch(ip, block, ...)`: whether an address lies in some block (spec 12.13).

use event::{Cidr, Ip, Value};

use super::{Example, Function, Hint, Mode};
use crate::arguments::{argument, text};
use crate::{EvalError, Kind, Param, Signature};

pub(super) static FUNCTION: Function = Function {
    name: "cidrMatch",
    signature: Signature::variadic(
        &[Param::new("ip", Kind::Ip), Param::constant("block", Kind::String)],
        Kind::Boolean,
    ),
    case_variant: false,
    eval,
    summary: "Whether an IP address lies in one of the blocks.",
    details: "Null if the address is null. A block may have host bits set (`10.6.48.157/8`); \
              an address without `/` is a block of one.",
    spec: "12.13",
    hint: Some(Hint::CidrBlocks),
    examples: &[
        Example {
            call: r#"cidrMatch("10.1.2.3", "192.168.0.0/16", "10.0.0.0/8")"#,
            result: "true",
        },
        Example { call: r#"cidrMatch("2001:db8::1", "FE80::/10")"#, result: "false" },
        Example { call: r#"cidrMatch("::1", "::1")"#, result: "true" },
        Example { call: r#"cidrMatch(null, "10.0.0.0/8")"#, result: "null" },
    ],
};

fn eval<'a>(args: &[Value<'a>], _: Mode) -> Result<Value<'a>, EvalError> {
    let Some(ip) = argument(args, 0) else { return Ok(Value::Null) };
    let ip = address(ip)?;
    for index in 1..args.len() {
        let Some(block) = text(args, index)? else { return Ok(Value::Null) };
        if Cidr::parse(block).ok_or(EvalError::BadBlock)?.contains(ip) {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

/// A text is an address too: scripts see addresses as texts.
fn address(value: &Value<'_>) -> Result<Ip, EvalError> {
    match value {
        Value::Ip(ip) => Ok(*ip),
        Value::Str(text) => Ip::parse(text).ok_or(EvalError::BadAddress),
        Value::Null
        | Value::Bool(_)
        | Value::Int(_)
        | Value::UInt(_)
        | Value::Float(_)
        | Value::Date(_)
        | Value::Version(_) => Err(EvalError::WrongType),
    }
}
