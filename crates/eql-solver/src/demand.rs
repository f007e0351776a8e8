//! One demand on the values of a field, and whether a value meets it.

use std::borrow::Cow;

use eql_functions::Case;
use eql_hir::{LeafId, Predicate};
use event::{FieldType, Value, coerce};

use crate::Shape;

/// What the values of a field must be: some value passes a predicate, or none does.
#[derive(Clone, Debug)]
pub(crate) struct Demand<'q> {
    /// The event that asks, by its place in the puzzle.
    pub(crate) event: usize,
    /// The leaf that asks; none where it is the solver itself.
    pub(crate) leaf: Option<LeafId>,
    /// The type that the field has there.
    pub(crate) field_type: FieldType,
    /// What is asked.
    pub(crate) predicate: Cow<'q, Predicate>,
    /// Whether some value passes, or none.
    pub(crate) truth: bool,
    /// How it is to come about.
    pub(crate) shape: Option<Shape>,
}

impl Demand<'_> {
    /// Whether a single value, as JSON has it, is of the type and meets the demand.
    pub(crate) fn is_met_by(&self, value: &Value<'_>) -> bool {
        let value = coerce(value.borrowed(), self.field_type);
        !value.is_null() && oracle::passes(&self.predicate, &value) == self.truth
    }

    /// Whether a value passes the predicate by the item that the shape asks for and, if `alone`, by no other.
    pub(crate) fn is_shaped_by(&self, value: &Value<'_>, alone: bool) -> bool {
        let value = coerce(value.borrowed(), self.field_type);
        match self.shape {
            Some(Shape::Item(item) | Shape::Variant(item, _) | Shape::Empty(item)) => {
                passes_item(&self.predicate, item, &value, alone)
            }
            Some(Shape::OtherCase(item)) if self.truth => {
                self.differs_in_case(item, &value)
                    && passes_item(&self.predicate, item, &value, alone)
            }
            _ => true,
        }
    }

    /// Whether a value would not pass an item if letter case counted.
    fn differs_in_case(&self, item: usize, value: &Value<'_>) -> bool {
        match (&*self.predicate, value.as_str()) {
            (Predicate::OneOf(list, _), _) => {
                list.get(item).is_some_and(|constant| !value.equals(constant))
            }
            (Predicate::Like(patterns, _), Some(text)) => {
                patterns.get(item).is_some_and(|it| !it.matches(text, Case::Sensitive))
            }
            (Predicate::Prefix(prefix, _), Some(text)) => !text.starts_with(prefix.as_str()),
            _ => true,
        }
    }
}

/// How many items a predicate has.
pub(crate) fn item_count(predicate: &Predicate) -> usize {
    match predicate {
        Predicate::Exists => 0,
        Predicate::Range(..) | Predicate::Prefix(..) => 1,
        Predicate::OneOf(list, _) => list.len(),
        Predicate::Like(patterns, _) => patterns.len(),
        Predicate::Regex(regexes) => regexes.len(),
        Predicate::Cidr(blocks) => blocks.len(),
    }
}

/// The predicate with one of its items alone.
pub(crate) fn only_item(predicate: &Predicate, item: usize) -> Option<Predicate> {
    Some(match predicate {
        Predicate::Exists | Predicate::Range(..) | Predicate::Prefix(..) => predicate.clone(),
        Predicate::OneOf(list, case) => Predicate::OneOf(vec![list.get(item)?.clone()], *case),
        Predicate::Like(list, case) => Predicate::Like(vec![list.get(item)?.clone()], *case),
        Predicate::Regex(regexes) => Predicate::Regex(vec![regexes.get(item)?.clone()]),
        Predicate::Cidr(blocks) => Predicate::Cidr(vec![*blocks.get(item)?]),
    })
}

/// Whether a value passes an item and, if `alone`, no other.
fn passes_item(predicate: &Predicate, item: usize, value: &Value<'_>, alone: bool) -> bool {
    let passes = |item| only_item(predicate, item).is_some_and(|only| oracle::passes(&only, value));
    let others = || (0..item_count(predicate)).any(|other| other != item && passes(other));
    passes(item) && !(alone && others())
}
