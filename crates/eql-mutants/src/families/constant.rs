//! A constant is another one: one character of a text, the next number, the other boolean.

use eql_functions::regex::ScriptedRegex;
use eql_functions::wildcard::WildcardPattern;
use eql_hir::{Leaf, Predicate, ScriptExpr};
use event::{Ip, Timestamp, Value, Version};

use super::regex::recompiled;
use super::{Example, Family};
use crate::edit::{Edits, Shown, with};
use crate::texts;

pub(super) static FAMILY: Family = Family {
    kinds: &["change-text", "change-number", "change-boolean"],
    summary: "A constant is another one: one character of a text, the next number, the other boolean.",
    examples: &[
        Example {
            query: "process where process.name == \"cmd.exe\"",
            kind: "change-text",
            before: "process.name == \"cmd.exe\"",
            after: "process.name == \"cmd.fxe\"",
            noticed: &[r#"{"event.category": "process", "process.name": "cmd.exe"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.name": "other"}"#],
        },
        Example {
            query: "process where process.name : (\"*shell*\", \"cmd\")",
            kind: "change-text",
            before: "process.name : (\"*shell*\", \"cmd\")",
            after: "process.name : (\"*shfll*\", \"cmd\")",
            noticed: &[r#"{"event.category": "process", "process.name": "a shell"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.name": "cmd"}"#],
        },
        Example {
            query: "process where process.pid > 4",
            kind: "change-number",
            before: "process.pid > 4",
            after: "process.pid > 5",
            noticed: &[r#"{"event.category": "process", "process.pid": 5}"#],
            unnoticed: &[r#"{"event.category": "process", "process.pid": 9}"#],
        },
        Example {
            query: "process where length(process.name) >= 8",
            kind: "change-number",
            before: "length(process.name) >= 8",
            after: "length(process.name) >= 7",
            noticed: &[r#"{"event.category": "process", "process.name": "1234567"}"#],
            unnoticed: &[r#"{"event.category": "process", "process.name": "123456789"}"#],
        },
        Example {
            query: "process where process.code_signature.trusted == true",
            kind: "change-boolean",
            before: "process.code_signature.trusted == true",
            after: "process.code_signature.trusted == false",
            noticed: &[r#"{"event.category": "process", "process.code_signature.trusted": true}"#],
            unnoticed: &[r#"{"event.category": "process"}"#],
        },
    ],
    predicate: Some(predicate),
    script: Some(script),
    ..Family::IDLE
};

/// The next value and the one before.
const STEPS: [i64; 2] = [1, -1];

fn predicate(_: &Leaf, predicate: &Predicate, edits: &mut Edits<'_, Predicate>) {
    match predicate {
        Predicate::Exists | Predicate::Regex(_) | Predicate::Cidr(_) => {}
        Predicate::OneOf(list, case) => {
            for (index, value) in list.iter().enumerate() {
                edits.element(kind(value), index, || {
                    Some(Predicate::OneOf(with(list, index, changed(value, 1)?), *case))
                });
            }
        }
        Predicate::Range(op, constant) => {
            for step in steps(constant) {
                edits.offer(kind(constant), Shown::Node, || {
                    Some(Predicate::Range(*op, changed(constant, *step)?))
                });
            }
        }
        Predicate::Like(list, case) => {
            for (index, pattern) in list.iter().enumerate() {
                edits.element("change-text", index, || {
                    let changed = texts::altered_pattern(pattern)?;
                    Some(Predicate::Like(with(list, index, changed), *case))
                });
            }
        }
        Predicate::Prefix(prefix, case) => {
            edits.give("change-text", Predicate::Prefix(texts::altered(prefix), *case));
        }
    }
}

fn script(node: &ScriptExpr, edits: &mut Edits<'_, ScriptExpr>) {
    if let ScriptExpr::Constant(constant) = node {
        for step in steps(constant) {
            edits.offer(kind(constant), Shown::Node, || {
                changed(constant, *step).map(ScriptExpr::Constant)
            });
        }
    } else if let ScriptExpr::OneOf(inner, list, case) = node {
        for (index, value) in list.iter().enumerate() {
            edits.offer(kind(value), Shown::Node, || {
                let list = with(list, index, changed(value, 1)?);
                Some(ScriptExpr::OneOf(inner.clone(), list, *case))
            });
        }
    } else if let ScriptExpr::Like(inner, list) = node {
        for (index, regex) in list.iter().enumerate() {
            edits.offer("change-text", Shown::Node, || {
                let pattern = texts::altered_pattern(&WildcardPattern::parse(&regex.text))?;
                let text = texts::shown(&pattern);
                let regex = recompiled(text, regex.case, ScriptedRegex::like)?;
                Some(ScriptExpr::Like(inner.clone(), with(list, index, regex)))
            });
        }
    }
}

/// A number can be off in two directions; of a text there is one more.
fn steps(constant: &Value<'_>) -> &'static [i64] {
    if matches!(constant, Value::Str(_) | Value::Bool(_)) { &STEPS[..1] } else { &STEPS }
}

fn kind(value: &Value<'_>) -> &'static str {
    match value {
        Value::Str(_) => "change-text",
        Value::Bool(_) => "change-boolean",
        Value::Null
        | Value::Int(_)
        | Value::UInt(_)
        | Value::Float(_)
        | Value::Date(_)
        | Value::Ip(_)
        | Value::Version(_) => "change-number",
    }
}

/// Another value of the same type, one step on; `None` where there is none.
fn changed(value: &Value<'_>, step: i64) -> Option<Value<'static>> {
    Some(match value {
        Value::Bool(value) => Value::Bool(!value),
        Value::Int(number) => Value::Int(number.checked_add(step)?),
        Value::UInt(number) => Value::UInt(number.checked_add_signed(step)?),
        Value::Float(number) => Value::Float(number + if step > 0 { 1.0 } else { -1.0 }),
        Value::Str(text) => Value::text(texts::altered(text)),
        Value::Date(time) => {
            Value::Date(Timestamp::from_nanos(time.nanos() + i128::from(step) * 1_000_000))
        }
        Value::Ip(address) => {
            let bits = address.bits();
            Value::Ip(Ip::from_bits(if step > 0 {
                bits.checked_add(1)
            } else {
                bits.checked_sub(1)
            }?))
        }
        Value::Version(version) if step > 0 => {
            Value::Version(Version::new(&texts::altered(version.as_str())))
        }
        Value::Null | Value::Version(_) => return None,
    })
}
