//! Arithmetic backwards.

use eql_functions::IntWidth;
use eql_functions::arithmetic::{Operator, apply, negate};
use eql_hir::{Predicate, ScriptExpr};
use event::{FieldType, Value};

use super::{Goal, Guess, Inverter, by_examples, mirrored, of_some};

impl Inverter<'_> {
    pub(super) fn of_negation(&self, inner: &ScriptExpr, goal: &Goal) -> Vec<Guess> {
        let minus = |value: &Value<'_>| negate(value, IntWidth::I64).unwrap_or(Value::Null);
        let turned = match goal {
            Goal::Passes(Predicate::OneOf(list, case), truth) => {
                Goal::Passes(Predicate::OneOf(list.iter().map(minus).collect(), *case), *truth)
            }
            Goal::Passes(Predicate::Range(op, bound), truth) => {
                Goal::Passes(Predicate::Range(mirrored(*op), minus(bound)), *truth)
            }
            goal @ (Goal::Passes(..) | Goal::Is(_) | Goal::Null | Goal::Some) => goal.clone(),
        };
        self.guesses(inner, &turned)
    }

    /// Either side is what the other leaves for it.
    pub(super) fn of_arithmetic(
        &self,
        op: Operator,
        width: IntWidth,
        left: &ScriptExpr,
        right: &ScriptExpr,
        goal: &Goal,
    ) -> Vec<Guess> {
        match goal {
            Goal::Null => {
                let null = |side: &ScriptExpr| self.guesses(side, &Goal::Null);
                return [null(left), null(right)].concat();
            }
            Goal::Some => {
                return of_some(&ScriptExpr::And(vec![left.clone(), right.clone()]));
            }
            Goal::Is(_) => return Vec::new(),
            Goal::Passes(..) => {}
        }
        let (now_left, now_right) = (self.now(left), self.now(right));
        by_examples(goal, FieldType::Number, |target| {
            let lefts = lefts(op, width, &target, &now_right);
            let rights = rights(op, width, &target, &now_left);
            let of = |side: &ScriptExpr, values: Vec<Value<'static>>| {
                values
                    .into_iter()
                    .flat_map(|value| self.guesses(side, &Goal::equal(value)))
                    .collect::<Vec<_>>()
            };
            [of(left, lefts), of(right, rights)].concat()
        })
    }
}

/// What the left side can be.
fn lefts(
    op: Operator,
    width: IntWidth,
    target: &Value<'_>,
    right: &Value<'_>,
) -> Vec<Value<'static>> {
    let of = |op, left: &Value<'_>, right: &Value<'_>| apply(op, left, right, width).ok();
    let found = match op {
        Operator::Add => vec![of(Operator::Subtract, target, right)],
        Operator::Subtract => vec![of(Operator::Add, target, right)],
        Operator::Multiply => vec![of(Operator::Divide, target, right)],
        Operator::Divide => vec![of(Operator::Multiply, target, right)],
        Operator::Modulo => {
            vec![Some(target.clone().into_owned()), of(Operator::Add, target, right)]
        }
    };
    some(found)
}

/// What the right side can be.
fn rights(
    op: Operator,
    width: IntWidth,
    target: &Value<'_>,
    left: &Value<'_>,
) -> Vec<Value<'static>> {
    let of = |op, left: &Value<'_>, right: &Value<'_>| apply(op, left, right, width).ok();
    let found = match op {
        Operator::Add => vec![of(Operator::Subtract, target, left)],
        Operator::Subtract | Operator::Modulo => vec![of(Operator::Subtract, left, target)],
        Operator::Multiply => vec![of(Operator::Divide, target, left)],
        Operator::Divide => vec![of(Operator::Divide, left, target)],
    };
    some(found)
}

fn some(values: Vec<Option<Value<'static>>>) -> Vec<Value<'static>> {
    values.into_iter().flatten().filter(|value| !value.is_null()).collect()
}
