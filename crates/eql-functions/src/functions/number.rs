//! `number(text[, base])`: the number that a text holds (spec 12.12).
//!
//! Elasticsearch refuses a base that is a `long`, so a base from a field; this takes any integer.

use event::Value;

use super::{Example, Function, Mode};
use crate::arguments::{index, text};
use crate::number_text::{Decimal, parse_decimal, parse_integer};
use crate::{EvalError, Kind, Param, Signature};

pub(super) static FUNCTION: Function = Function {
    name: "number",
    signature: Signature::optional(
        &[Param::new("text", Kind::String), Param::answering_null("base", Kind::Integer)],
        1,
        Kind::Number,
    ),
    case_variant: false,
    eval,
    summary: "The number that a text holds: in base 10 an integer, else a double; in other bases an integer.",
    details: "Null if the text is null. Without a base it is 16 after `0x`, else 10. \
              A text that is no such number is an error.",
    spec: "12.12",
    hint: None,
    examples: &[
        Example { call: r#"number("1337")"#, result: "1337" },
        Example { call: r#"number("-2.5")"#, result: "-2.5" },
        Example { call: r#"number("0xff")"#, result: "255" },
        Example { call: r#"number("ff", 16)"#, result: "255" },
        Example { call: r#"number("10", null)"#, result: "10" },
        Example { call: "number(null)", result: "null" },
    ],
};

fn eval<'a>(args: &[Value<'a>], _: Mode) -> Result<Value<'a>, EvalError> {
    let base = index(args, 1)?;
    let Some(source) = text(args, 0)? else { return Ok(Value::Null) };
    parse(source, base).ok_or(EvalError::BadNumber)
}

fn parse(text: &str, base: Option<i32>) -> Option<Value<'static>> {
    let hexadecimal = text.strip_prefix("0x");
    let base = base.unwrap_or(if hexadecimal.is_some() { 16 } else { 10 });
    if base == 10 {
        return parse_decimal(text).map(|number| match number {
            Decimal::Integer(number) => Value::Int(number),
            Decimal::Double(number) => Value::Float(number),
        });
    }
    let digits = hexadecimal.filter(|_| base == 16).unwrap_or(text);
    parse_integer(digits, u32::try_from(base).ok()?).map(Value::Int)
}
