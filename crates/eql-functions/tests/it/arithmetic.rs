//! Arithmetic against integers of 128 bits.

use eql_functions::arithmetic::{Operator, apply, negate};
use eql_functions::{EvalError, IntWidth};
use event::Value;
use proptest::prelude::*;

fn operators() -> impl Strategy<Value = Operator> {
    use Operator::{Add, Divide, Modulo, Multiply, Subtract};
    prop_oneof![Just(Add), Just(Subtract), Just(Multiply), Just(Divide), Just(Modulo)]
}

fn numbers() -> impl Strategy<Value = i64> {
    let edges = [0, 1, -1, i64::MAX, i64::MIN, i64::from(i32::MAX), i64::from(i32::MIN)];
    prop_oneof![
        any::<i64>(),
        -9..9i64,
        any::<i32>().prop_map(i64::from),
        prop::sample::select(edges.to_vec())
    ]
}

/// The result without limits.
fn exact(operator: Operator, left: i128, right: i128) -> Option<i128> {
    match operator {
        Operator::Add => Some(left + right),
        Operator::Subtract => Some(left - right),
        Operator::Multiply => Some(left * right),
        Operator::Divide => left.checked_div(right),
        Operator::Modulo => left.checked_rem(right),
    }
}

/// The result in a type from `least` to `most`; only division wraps, as in Java.
fn in_range(
    operator: Operator,
    exact: Option<i128>,
    least: i128,
    most: i128,
) -> Result<Value<'static>, EvalError> {
    let result = exact.ok_or(EvalError::DivisionByZero)?;
    let wrapped = if operator == Operator::Divide && result == most + 1 { least } else { result };
    if !(least..=most).contains(&wrapped) {
        return Err(EvalError::Overflow);
    }
    let value = i64::try_from(wrapped).map(Value::Int);
    Ok(value.unwrap_or_else(|_| Value::unsigned(u64::try_from(wrapped).unwrap())))
}

proptest! {
    #[test]
    fn long_arithmetic_is_exact_or_an_error(operator in operators(), left in numbers(), right in numbers()) {
        let exact = exact(operator, left.into(), right.into());
        let expected = in_range(operator, exact, i64::MIN.into(), i64::MAX.into());
        prop_assert_eq!(apply(operator, &Value::Int(left), &Value::Int(right), IntWidth::I64), expected);
    }

    #[test]
    fn int_arithmetic_is_exact_or_an_error(operator in operators(), left: i32, right in prop_oneof![any::<i32>(), -3..3]) {
        let exact = exact(operator, left.into(), right.into());
        let expected = in_range(operator, exact, i32::MIN.into(), i32::MAX.into());
        let (left, right) = (Value::Int(left.into()), Value::Int(right.into()));
        prop_assert_eq!(apply(operator, &left, &right, IntWidth::I32), expected);
    }

    #[test]
    fn unsigned_arithmetic_is_exact_or_an_error(operator in operators(), left: u64, right in numbers()) {
        let exact = exact(operator, left.into(), right.into());
        let expected = in_range(operator, exact, 0, u64::MAX.into());
        prop_assert_eq!(apply(operator, &Value::unsigned(left), &Value::Int(right), IntWidth::U64), expected);
    }

    #[test]
    fn negation_is_subtraction_from_zero(number in numbers()) {
        for width in [IntWidth::I32, IntWidth::I64, IntWidth::U64] {
            let difference = apply(Operator::Subtract, &Value::Int(0), &Value::Int(number), width);
            prop_assert_eq!(negate(&Value::Int(number), width), difference);
        }
    }

    #[test]
    fn a_double_on_either_side_makes_doubles(operator in operators(), left in numbers(), right: f64) {
        let result = apply(operator, &Value::Int(left), &Value::Float(right), IntWidth::I32);
        prop_assert!(matches!(result, Ok(Value::Float(_))));
    }
}
