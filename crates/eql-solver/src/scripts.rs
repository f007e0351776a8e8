//! Expressions over fields: guesses from the expression, judged by its own evaluation.

use std::borrow::Cow;

use eql_hir::{Query, Script};
use event::{FieldType, Value, coerce};

use crate::Shape;
use crate::board::{Scripted, VariableId};
use crate::demand::Demand;
use crate::invert::{Ask, Goal, Guess, Inverter};

/// The most choices of a value for each occurrence that are tried.
const CHOICES: usize = 2_000;

/// Whether a script is true for some choice of one value for each occurrence.
pub(crate) fn holds(query: &Query, script: &Script, values: &[&[Value<'static>]]) -> bool {
    let typed: Vec<Vec<Value<'_>>> =
        values.iter().zip(types(query, script)).map(|(values, it)| typed(values, it)).collect();
    let mut tried = 0;
    some_choice(script, &typed, &mut Vec::new(), &mut tried)
}

fn some_choice<'v>(
    script: &Script,
    values: &[Vec<Value<'v>>],
    chosen: &mut Vec<Value<'v>>,
    tried: &mut usize,
) -> bool {
    let Some(choices) = values.get(chosen.len()) else {
        *tried += 1;
        return script.expr.evaluate(chosen, &mut Vec::new()).as_bool() == Some(true);
    };
    choices.iter().any(|choice| {
        chosen.push(choice.clone());
        let found = *tried < CHOICES && some_choice(script, values, chosen, tried);
        chosen.pop();
        found
    })
}

/// The type of each occurrence.
fn types(query: &Query, script: &Script) -> Vec<FieldType> {
    script.occurrences.iter().map(|field| query.field(*field).field_type).collect()
}

/// Values as a field of a type has them; null where it has none.
fn typed<'v>(values: &'v [Value<'static>], field_type: FieldType) -> Vec<Value<'v>> {
    let typed = values.iter().map(|value| coerce(value.borrowed(), field_type));
    let mut typed: Vec<_> = typed.filter(|value| !value.is_null()).collect();
    if typed.is_empty() {
        typed.push(Value::Null);
    }
    typed
}

/// What could be asked of the unknowns of a script so that it has a truth, given the values that they have.
pub(crate) fn guesses(
    query: &Query,
    scripted: &Scripted<'_>,
    truth: bool,
    values: &[&[Value<'static>]],
) -> Vec<Guess> {
    let types = types(query, scripted.script);
    let now: Vec<Value<'_>> = values
        .iter()
        .zip(&types)
        .map(|(values, field_type)| typed(values, *field_type).swap_remove(0))
        .collect();
    let item = match scripted.shape {
        Some(Shape::Item(item)) => Some(item),
        _ => None,
    };
    let inverter = Inverter::new(&now, &types, item);
    let mut guesses = inverter.guesses(&scripted.script.expr, &Goal::Is(truth));
    if !truth {
        // Null is as good as false, but the last thing to try.
        guesses.extend(inverter.guesses(&scripted.script.expr, &Goal::Null));
    }
    guesses
}

/// A guess as demands on unknowns, and the unknowns that it wants to have no value.
pub(crate) fn demands(
    query: &Query,
    scripted: &Scripted<'_>,
    guess: &Guess,
) -> (Vec<(VariableId, Demand<'static>)>, Vec<VariableId>) {
    let (mut demands, mut absent) = (Vec::new(), Vec::new());
    for (occurrence, ask) in guess {
        let field = scripted.script.occurrences.get(*occurrence);
        let (Some(&id), Some(&field)) = (scripted.variables.get(*occurrence), field) else {
            continue;
        };
        match ask {
            Ask::Absent => absent.push(id),
            Ask::Passes(predicate, truth) => {
                let demand = Demand {
                    event: scripted.event,
                    leaf: None,
                    field_type: query.field(field).field_type,
                    predicate: Cow::Owned(predicate.clone()),
                    truth: *truth,
                    shape: None,
                };
                demands.push((id, demand));
            }
        }
    }
    (demands, absent)
}
