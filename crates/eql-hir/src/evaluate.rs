//! The value of a script for one choice of values: the one evaluator of expressions, for folding and the oracle.

use eql_functions::{Case, EvalError, arithmetic, compare};
use event::Value;

use crate::ScriptExpr;

impl ScriptExpr {
    /// The value of the expression where occurrence `i` has the value `values[i]` (spec 7.1, 9, 12).
    ///
    /// What fails a query in Elasticsearch (an overflow, a division by zero, a text that is no number) is null
    /// here and added to `errors` (spec 9.8, 12.12).
    pub fn evaluate<'a>(&self, values: &[Value<'a>], errors: &mut Vec<EvalError>) -> Value<'a> {
        match self {
            Self::Constant(value) => value.clone(),
            Self::Occurrence(index) => values.get(*index).cloned().unwrap_or(Value::Null),
            Self::Call(function, mode, args) => {
                let args: Vec<_> = args.iter().map(|arg| arg.evaluate(values, errors)).collect();
                recover(function.eval(&args, *mode), errors)
            }
            Self::Negate(width, inner) => {
                recover(arithmetic::negate(&inner.evaluate(values, errors), *width), errors)
            }
            Self::Arithmetic(op, width, left, right) => {
                let (left, right) = (left.evaluate(values, errors), right.evaluate(values, errors));
                recover(arithmetic::apply(*op, &left, &right, *width), errors)
            }
            Self::IsNull(inner) => Value::Bool(inner.evaluate(values, errors).is_null()),
            Self::Equal(..)
            | Self::Range(..)
            | Self::OneOf(..)
            | Self::Like(..)
            | Self::Regex(..)
            | Self::Not(_)
            | Self::And(_)
            | Self::Or(_) => self.truth(values, errors).map_or(Value::Null, Value::Bool),
        }
    }

    /// The forms that are true, false or null.
    fn truth(&self, values: &[Value<'_>], errors: &mut Vec<EvalError>) -> Option<bool> {
        let mut value = |expr: &Self| expr.evaluate(values, errors);
        match self {
            Self::Equal(left, right) => compare::equals(&value(left), &value(right)),
            Self::Range(op, left, right) => {
                compare::compare(&value(left), &value(right)).map(|order| op.holds(order))
            }
            Self::OneOf(inner, list, case) => compare::one_of(&value(inner), list, equality(*case)),
            Self::Like(inner, regexes) | Self::Regex(inner, regexes) => value(inner)
                .as_str()
                .map(|text| regexes.iter().any(|regex| regex.compiled.is_match(text))),
            Self::Not(inner) => value(inner).as_bool().map(|truth| !truth),
            Self::And(parts) => connect(parts.iter().map(|part| value(part).as_bool()), true),
            Self::Or(parts) => connect(parts.iter().map(|part| value(part).as_bool()), false),
            Self::Constant(_)
            | Self::Occurrence(_)
            | Self::Call(..)
            | Self::Negate(..)
            | Self::Arithmetic(..)
            | Self::IsNull(_) => value(self).as_bool(),
        }
    }
}

/// The equality of `in` or `in~`.
pub(crate) fn equality(case: Case) -> fn(&Value<'_>, &Value<'_>) -> Option<bool> {
    match case {
        Case::Sensitive => compare::equals,
        Case::Insensitive => compare::equals_ignore_case,
    }
}

/// Null in place of an error.
fn recover<'a>(result: Result<Value<'a>, EvalError>, errors: &mut Vec<EvalError>) -> Value<'a> {
    result.unwrap_or_else(|error| {
        errors.push(error);
        Value::Null
    })
}

/// `and` (`neutral` true) and `or` (`neutral` false): the other constant decides, then null.
fn connect(parts: impl Iterator<Item = Option<bool>>, neutral: bool) -> Option<bool> {
    let parts: Vec<_> = parts.collect();
    if parts.contains(&Some(!neutral)) {
        return Some(!neutral);
    }
    parts.iter().all(|&part| part == Some(neutral)).then_some(neutral)
}
