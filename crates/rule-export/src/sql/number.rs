//! Constants that are numbers.

use eql_functions::RangeOp;
use event::Value;

use super::Refusal;

/// 2^53: every integer below is a double, and no integer above becomes one below.
const EXACT: i128 = 1 << 53;

/// A number as SQL reads it: an integer, or a double with its exponent so that it is no decimal.
pub(crate) fn literal(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Int(number) => Some(number.to_string()),
        Value::UInt(number) => Some(number.to_string()),
        Value::Float(number) if number.is_finite() => Some(format!("{number:e}")),
        Value::Float(_)
        | Value::Null
        | Value::Bool(_)
        | Value::Str(_)
        | Value::Date(_)
        | Value::Ip(_)
        | Value::Version(_) => None,
    }
}

/// Whether every comparison of doubles with this number is one of the numbers that they were made of.
pub(crate) fn is_exact_as_double(value: &Value<'_>) -> bool {
    match value.integer() {
        Some(integer) => integer.abs() < EXACT,
        None => value.as_f64().is_some(),
    }
}

/// The integer that a number is; `None` for a fraction and beyond 64 bits.
pub(crate) fn integer(value: &Value<'_>) -> Option<i128> {
    let whole = |number: f64| number.fract() == 0.0;
    value.integer().or_else(|| floor(value).filter(|_| value.as_f64().is_some_and(whole)))
}

/// The greatest integer that is not above a fraction.
pub(crate) fn floor(value: &Value<'_>) -> Option<i128> {
    let number = value.as_f64().filter(|number| number.abs() < 2f64.powi(65))?;
    #[expect(clippy::cast_possible_truncation, reason = "bounded just before")]
    let floor = number.floor() as i128;
    Some(floor)
}

/// A bound that is a fraction, as a bound of integers.
pub(crate) fn whole(op: RangeOp, value: &Value<'_>) -> Result<(RangeOp, String), Refusal> {
    if let Some(integer) = integer(value) {
        return Ok((op, integer.to_string()));
    }
    let floor = floor(value).ok_or("the number is beyond what an integer holds")?;
    Ok(match op {
        RangeOp::Less | RangeOp::LessEqual => (RangeOp::LessEqual, floor.to_string()),
        RangeOp::Greater | RangeOp::GreaterEqual => (RangeOp::Greater, floor.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_is_no_integer_and_has_one_below() {
        assert_eq!(integer(&Value::Float(-5.0)), Some(-5));
        assert_eq!(integer(&Value::Float(-4.5)), None);
        assert_eq!(floor(&Value::Float(-4.5)), Some(-5));
        assert_eq!(integer(&Value::Float(1e300)), None);
    }

    #[test]
    fn a_double_holds_integers_up_to_a_bound() {
        assert!(is_exact_as_double(&Value::Int((1 << 53) - 1)));
        assert!(!is_exact_as_double(&Value::Int(1 << 53)));
        assert_eq!(literal(&Value::Float(1e20)).as_deref(), Some("1e20"));
        assert_eq!(literal(&Value::Float(f64::NAN)), None);
    }
}
