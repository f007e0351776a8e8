//! A few values that pass a predicate, or that do not.

use std::borrow::Cow;

use eql_hir::Predicate;
use event::{FieldType, Value};

use crate::demand::Demand;
use crate::dice::Dice;
use crate::filler::Hints;
use crate::ordered;
use crate::texts;

/// The most values that are given.
const MOST: usize = 8;

/// Values of a type that pass, or that do not; those at the edge first.
pub(crate) fn examples(
    predicate: &Predicate,
    truth: bool,
    field_type: FieldType,
) -> Vec<Value<'static>> {
    let demand = Demand {
        event: 0,
        leaf: None,
        field_type,
        predicate: Cow::Borrowed(predicate),
        truth,
        shape: None,
    };
    let mut found: Vec<Value<'static>> = Vec::new();
    let mut take = |value: Value<'static>| {
        if demand.is_met_by(&value) && !found.contains(&value) {
            found.push(value);
        }
        found.len() >= MOST
    };
    let dice = Dice::new(0);
    let full = ordered::points(&demand).into_iter().any(&mut take)
        || further(predicate).into_iter().any(&mut take)
        || texts::near_texts(predicate).into_iter().map(Value::text).any(&mut take)
        || texts::search(&demand, &[], &Hints::default(), &dice, &mut |text| {
            take(Value::text(text.to_owned()))
        });
    if !full {
        ["zq", "7", ""].into_iter().map(Value::text).chain([0, 1].map(Value::Int)).any(take);
    }
    found
}

/// Numbers farther off a bound.
fn further(predicate: &Predicate) -> Vec<Value<'static>> {
    let Predicate::Range(_, bound) = predicate else { return Vec::new() };
    let Some(number) = bound.integer() else { return Vec::new() };
    let numbers = [number + 2, number - 2, number + 10, number - 10, 2 * number, 0];
    numbers.into_iter().filter_map(|number| i64::try_from(number).ok()).map(Value::Int).collect()
}
