//! Whether a value passes what a leaf asks, as far as that can be proved.

use eql_functions::Case;
use event::{Cidr, Value};

use crate::Predicate;

/// Whether a value, or the same in other letter case, can pass.
pub(crate) fn may_pass(predicate: &Predicate, value: &Value<'_>) -> bool {
    match predicate {
        // A regex without regard to letter case would have to be compiled anew.
        Predicate::Exists | Predicate::Regex(_) => true,
        Predicate::OneOf(list, _) => list.iter().any(|constant| same(value, constant)),
        Predicate::Range(op, constant) => {
            // Texts in other letter case can be on the other side.
            value.as_str().is_some() || value.compare(constant).is_none_or(|order| op.holds(order))
        }
        Predicate::Like(patterns, _) => value.as_str().is_none_or(|text| {
            patterns.iter().any(|pattern| pattern.matches(text, Case::Insensitive))
        }),
        Predicate::Prefix(prefix, _) => {
            value.as_str().is_none_or(|text| Case::Insensitive.starts_with(text, prefix))
        }
        Predicate::Cidr(blocks) => {
            !matches!(value, Value::Ip(_)) || blocks.iter().any(|block| has(block, value))
        }
    }
}

/// Whether a value passes whatever its letter case, where `case` leaves that open.
pub(crate) fn must_pass(predicate: &Predicate, value: &Value<'_>, case: Case) -> bool {
    let covers = |own: Case| {
        let letters = value.as_str().is_some_and(|text| text.chars().any(char::is_alphabetic));
        case == Case::Sensitive || own == Case::Insensitive || !letters
    };
    match predicate {
        Predicate::Exists => true,
        Predicate::OneOf(list, own) => {
            covers(*own)
                && list.iter().any(|constant| match own {
                    Case::Sensitive => value.equals(constant),
                    Case::Insensitive => same(value, constant),
                })
        }
        Predicate::Range(op, constant) => {
            value.as_str().is_none() && value.compare(constant).is_some_and(|order| op.holds(order))
        }
        Predicate::Like(patterns, own) => {
            covers(*own)
                && value
                    .as_str()
                    .is_some_and(|text| patterns.iter().any(|pattern| pattern.matches(text, *own)))
        }
        Predicate::Regex(_) => false,
        Predicate::Prefix(prefix, own) => {
            covers(*own) && value.as_str().is_some_and(|text| own.ascii_starts_with(text, prefix))
        }
        Predicate::Cidr(blocks) => blocks.iter().any(|block| has(block, value)),
    }
}

/// Whether a value is an address of a block.
fn has(block: &Cidr, value: &Value<'_>) -> bool {
    matches!(value, Value::Ip(address) if block.contains(*address))
}

/// Equality, of texts without regard to the case of ASCII letters.
fn same(value: &Value<'_>, constant: &Value<'_>) -> bool {
    match (value.as_str(), constant.as_str()) {
        (Some(value), Some(constant)) => value.eq_ignore_ascii_case(constant),
        _ => value.equals(constant),
    }
}
