//! `+ - * / %` and the unary minus on numbers (spec 9.8).

use event::Value;
use serde::{Deserialize, Serialize};

use crate::EvalError;

/// A binary operator.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`, towards zero for integers.
    Divide,
    /// `%`, with the sign of the left side.
    Modulo,
}

/// The integer type that an operation on integers is done in: the wider one of its operands' static types.
///
/// An integer literal that fits 32 bits, `length`, `indexOf` and a field of type `integer`, `short` or `byte` are
/// `I32`; every other integer field but an `unsigned_long` one, a longer literal and an integer that `number` read
/// are `I64`; an `unsigned_long` field and a literal above `i64::MAX` are `U64`.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
pub enum IntWidth {
    /// Java `int`.
    I32,
    /// Java `long`.
    #[default]
    I64,
    /// `unsigned_long`: 0 to `u64::MAX`; a negative result is an overflow.
    U64,
}

impl IntWidth {
    /// The type of an operation on the two types.
    #[must_use]
    pub fn wider(self, other: Self) -> Self {
        self.max(other)
    }

    /// The integer as a value, if this type holds it.
    fn value(self, number: i128) -> Result<Value<'static>, EvalError> {
        let fits = match self {
            Self::I32 => i32::try_from(number).is_ok(),
            Self::I64 => i64::try_from(number).is_ok(),
            Self::U64 => u64::try_from(number).is_ok(),
        };
        if fits { integer_value(number) } else { Err(EvalError::Overflow) }
    }

    /// Java's quotient of the least number and -1 is not checked: it wraps to the least number.
    fn wrapped_quotient(self, quotient: i128) -> Result<Value<'static>, EvalError> {
        match self {
            Self::I32 if quotient == -i128::from(i32::MIN) => Ok(Value::Int(i32::MIN.into())),
            Self::I64 if quotient == -i128::from(i64::MIN) => Ok(Value::Int(i64::MIN)),
            Self::I32 | Self::I64 | Self::U64 => self.value(quotient),
        }
    }
}

fn integer_value(number: i128) -> Result<Value<'static>, EvalError> {
    let signed = i64::try_from(number).map(Value::Int);
    signed.or_else(|_| u64::try_from(number).map(Value::UInt)).map_err(|_| EvalError::Overflow)
}

/// `left operator right`. Null if either is null.
///
/// With a double on either side the operation is one on doubles and never fails. Integers outside `i64` make
/// it one on `U64`, whatever `width` says.
///
/// # Errors
/// `Overflow`, `DivisionByZero` (integers only), `WrongType` for anything but numbers and null.
pub fn apply(
    operator: Operator,
    left: &Value<'_>,
    right: &Value<'_>,
    width: IntWidth,
) -> Result<Value<'static>, EvalError> {
    if left.is_null() || right.is_null() {
        return Ok(Value::Null);
    }
    if let (Some(left_int), Some(right_int)) = (left.integer(), right.integer()) {
        return on_integers(
            operator,
            left_int,
            right_int,
            width.wider(needed(left).wider(needed(right))),
        );
    }
    let numbers = left.as_f64().zip(right.as_f64());
    numbers
        .map(|(left, right)| Value::Float(on_doubles(operator, left, right)))
        .ok_or(EvalError::WrongType)
}

/// The least type that a value by itself asks for.
fn needed(value: &Value<'_>) -> IntWidth {
    if matches!(value, Value::UInt(_)) { IntWidth::U64 } else { IntWidth::I32 }
}

/// Operands have at most 64 bits, so 128 bits hold every result but a product of two that have no sign.
fn on_integers(
    operator: Operator,
    left: i128,
    right: i128,
    width: IntWidth,
) -> Result<Value<'static>, EvalError> {
    match operator {
        Operator::Add => width.value(left + right),
        Operator::Subtract => width.value(left - right),
        Operator::Multiply => width.value(left.checked_mul(right).ok_or(EvalError::Overflow)?),
        Operator::Divide if right != 0 => width.wrapped_quotient(left / right),
        Operator::Modulo if right != 0 => width.value(left % right),
        Operator::Divide | Operator::Modulo => Err(EvalError::DivisionByZero),
    }
}

fn on_doubles(operator: Operator, left: f64, right: f64) -> f64 {
    match operator {
        Operator::Add => left + right,
        Operator::Subtract => left - right,
        Operator::Multiply => left * right,
        Operator::Divide => left / right,
        Operator::Modulo => left % right,
    }
}

/// `left + right`; see `apply`.
pub fn add(
    left: &Value<'_>,
    right: &Value<'_>,
    width: IntWidth,
) -> Result<Value<'static>, EvalError> {
    apply(Operator::Add, left, right, width)
}

/// `left - right`; see `apply`.
pub fn subtract(
    left: &Value<'_>,
    right: &Value<'_>,
    width: IntWidth,
) -> Result<Value<'static>, EvalError> {
    apply(Operator::Subtract, left, right, width)
}

/// `left * right`; see `apply`.
pub fn multiply(
    left: &Value<'_>,
    right: &Value<'_>,
    width: IntWidth,
) -> Result<Value<'static>, EvalError> {
    apply(Operator::Multiply, left, right, width)
}

/// `left / right`: integers towards zero; see `apply`.
pub fn divide(
    left: &Value<'_>,
    right: &Value<'_>,
    width: IntWidth,
) -> Result<Value<'static>, EvalError> {
    apply(Operator::Divide, left, right, width)
}

/// `left % right`, with the sign of `left`; see `apply`.
pub fn modulo(
    left: &Value<'_>,
    right: &Value<'_>,
    width: IntWidth,
) -> Result<Value<'static>, EvalError> {
    apply(Operator::Modulo, left, right, width)
}

/// `-value`. Null of null.
///
/// # Errors
/// `Overflow` for the least integer of the type and every `U64` but 0; `WrongType` for anything but a number.
pub fn negate(value: &Value<'_>, width: IntWidth) -> Result<Value<'static>, EvalError> {
    match (value, value.integer()) {
        (Value::Null, _) => Ok(Value::Null),
        (Value::Float(number), _) => Ok(Value::Float(-number)),
        (_, Some(number)) => width.wider(needed(value)).value(-number),
        (_, None) => Err(EvalError::WrongType),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use IntWidth::{I32, I64, U64};

    fn shown(result: Result<Value<'_>, EvalError>) -> String {
        result.map_or_else(|error| format!("{error:?}"), |value| format!("{value:?}"))
    }

    #[test]
    fn integers_divide_towards_zero_and_keep_the_sign_of_the_dividend() {
        for (left, right, quotient, remainder) in [
            (-7, 2, "Int(-3)", "Int(-1)"),
            (-10, -6, "Int(1)", "Int(-4)"),
            (10, -6, "Int(-1)", "Int(4)"),
        ] {
            let (left, right) = (Value::Int(left), Value::Int(right));
            assert_eq!(shown(divide(&left, &right, I32)), quotient);
            assert_eq!(shown(modulo(&left, &right, I32)), remainder);
        }
    }

    #[test]
    fn the_type_decides_what_overflows() {
        let big = Value::Int(i32::MAX.into());
        assert_eq!(shown(add(&big, &Value::Int(1), I32)), "Overflow");
        assert_eq!(shown(add(&big, &Value::Int(1), I64)), "Int(2147483648)");
        assert_eq!(shown(multiply(&Value::Int(i64::MAX), &Value::Int(2), I64)), "Overflow");
        assert_eq!(
            shown(multiply(&Value::UInt(u64::MAX), &Value::UInt(u64::MAX), U64)),
            "Overflow"
        );
        assert_eq!(
            shown(multiply(&Value::Int(i64::MAX), &Value::Int(2), U64)),
            "UInt(18446744073709551614)"
        );
        assert_eq!(shown(subtract(&Value::Int(3), &Value::Int(5), U64)), "Overflow");
        assert_eq!(shown(subtract(&Value::UInt(u64::MAX), &Value::Int(-1), I32)), "Overflow");
        assert_eq!(
            shown(divide(&Value::Int(i32::MIN.into()), &Value::Int(-1), I32)),
            "Int(-2147483648)"
        );
        assert_eq!(
            shown(divide(&Value::Int(i64::MIN), &Value::Int(-1), I64)),
            "Int(-9223372036854775808)"
        );
        assert_eq!(
            shown(divide(&Value::Int(i32::MIN.into()), &Value::Int(-1), I64)),
            "Int(2147483648)"
        );
    }

    #[test]
    fn zero_divides_doubles_only() {
        assert_eq!(shown(divide(&Value::Int(1), &Value::Int(0), I64)), "DivisionByZero");
        assert_eq!(shown(modulo(&Value::Int(1), &Value::Int(0), I64)), "DivisionByZero");
        assert_eq!(shown(divide(&Value::Int(1), &Value::Float(0.0), I64)), "Float(inf)");
        assert_eq!(shown(modulo(&Value::Float(-7.5), &Value::Int(2), I64)), "Float(-1.5)");
    }

    #[test]
    fn null_wins_over_everything_but_nothing_else_is_a_number() {
        assert_eq!(shown(add(&Value::Null, &Value::text("x"), I64)), "Null");
        assert_eq!(shown(add(&Value::Int(1), &Value::text("x"), I64)), "WrongType");
        assert_eq!(shown(add(&Value::Bool(true), &Value::Float(1.0), I64)), "WrongType");
    }

    #[test]
    fn negation_overflows_at_the_least_number() {
        assert_eq!(shown(negate(&Value::Int(5), I32)), "Int(-5)");
        assert_eq!(shown(negate(&Value::Int(i32::MIN.into()), I32)), "Overflow");
        assert_eq!(shown(negate(&Value::Int(i64::MIN), I64)), "Overflow");
        assert_eq!(shown(negate(&Value::UInt(u64::MAX), I64)), "Overflow");
        assert_eq!(shown(negate(&Value::Float(0.0), I64)), "Float(-0.0)");
        assert_eq!(shown(negate(&Value::Null, I64)), "Null");
        assert_eq!(shown(negate(&Value::text("1"), I64)), "WrongType");
    }
}
