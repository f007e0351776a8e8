//! How dear it is to look out for a predicate.

use std::iter::Sum;

use event::Source;
use pack::Program;

use super::key::has_key;
use crate::literal::Literal;
use crate::predicate::{Tester, ValueTest, literals_of_all};

/// Roughly the share of events for which a predicate makes its filter a candidate.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug)]
pub(super) struct Cost(f64);

/// How many events have one given value in a field: most fields have many values.
const ONE_VALUE: f64 = 0.002;

/// The same for a boolean.
const ONE_OF_TWO: f64 = 0.5;

/// How many events have a value in a field at all, which is the least that a predicate on it asks.
const PRESENT: f64 = 0.6;

impl Cost {
    /// Of no predicate.
    pub(super) const NONE: Self = Self(0.0);

    #[cfg(test)]
    pub(super) fn new(share: f64) -> Self {
        Self(share)
    }

    /// Whether it is no dearer to look out for any value of the field.
    pub(super) fn is_presence(self) -> bool {
        self.0 >= PRESENT
    }

    /// `None` where the index cannot look out for it.
    pub(super) fn of(program: &Program, tester: &Tester) -> Option<Self> {
        let Tester::Field(field, test) = tester else { return None };
        if program.fields[field.index()].source != Source::Event {
            return None;
        }
        let share: Option<f64> = match test {
            ValueTest::OneOf(list) => list.iter().map(of_value).sum(),
            ValueTest::OneTextOf(set) => std::iter::repeat_n(Some(ONE_VALUE), set.len()).sum(),
            ValueTest::Like(set) => set
                .has_all_literals()
                .then(|| set.literals().map(|(_, literal)| of_literal(literal)).sum()),
            ValueTest::Prefix(text, _) => Literal::of_text(text).map(of_literal),
            ValueTest::Regex(regexes) => {
                literals_of_all(regexes).map(|all| all.into_iter().map(of_literal).sum())
            }
            ValueTest::Exists | ValueTest::Range(..) | ValueTest::Cidr(_) => None,
        };
        Some(Self(share.unwrap_or(PRESENT).min(PRESENT)))
    }
}

impl Sum for Cost {
    fn sum<I: Iterator<Item = Self>>(costs: I) -> Self {
        Self(costs.map(|cost| cost.0).sum())
    }
}

fn of_value(value: &event::Value<'_>) -> Option<f64> {
    has_key(value).then_some(if value.as_bool().is_some() { ONE_OF_TWO } else { ONE_VALUE })
}

/// Halved with each character that tells something.
fn of_literal(literal: Literal<'_>) -> f64 {
    let share = u32::try_from(literal.weight).ok().and_then(|weight| 1u32.checked_shl(weight));
    share.map_or(0.0, |share| 1.0 / f64::from(share)).max(ONE_VALUE / 4.0)
}
