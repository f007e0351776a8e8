//! The table of families: what can be wrong with a query, one sort of mistake a file.
//!
//! A family looks at one sort of place (the whole query, a stage, a condition, what is asked of a field, a script) and
//! offers every change that it knows there. It makes no change of which it is clear on sight that nothing is different,
//! such as another letter case of a text without letters; everything else that changes nothing needs a proof.

use eql_hir::{Condition, Leaf, Predicate, Query, ScriptExpr};

use crate::edit::Edits;
use crate::seats::Seat;
use crate::walk::Sink;

mod arithmetic;
mod block;
mod bound;
mod category;
mod connective;
mod constant;
mod element;
mod function;
mod key;
mod letter_case;
mod maxspan;
mod negation;
mod part;
mod pattern;
mod pipe;
mod regex;
mod repeat;
mod stage;
mod until;

pub use maxspan::maxspan_text;

/// Every family, in the order in which they change one place.
pub static FAMILIES: &[&Family] = &[
    &maxspan::FAMILY,
    &key::FAMILY,
    &stage::FAMILY,
    &repeat::FAMILY,
    &until::FAMILY,
    &category::FAMILY,
    &part::FAMILY,
    &negation::FAMILY,
    &connective::FAMILY,
    &element::FAMILY,
    &constant::FAMILY,
    &block::FAMILY,
    &pattern::FAMILY,
    &regex::FAMILY,
    &letter_case::FAMILY,
    &bound::FAMILY,
    &function::FAMILY,
    &arithmetic::FAMILY,
    &pipe::FAMILY,
];

/// One sort of mistake.
pub struct Family {
    /// The kinds of the mutants it makes.
    pub kinds: &'static [&'static str],
    /// What is changed, in one sentence.
    pub summary: &'static str,
    /// A test makes each and looks whether the events tell it from the original.
    pub examples: &'static [Example],
    /// Changes of the query that come before its filters.
    pub(crate) whole: Option<fn(&Query, &mut Sink<'_>)>,
    /// Changes of a stage, a part of a sample or the end.
    pub(crate) stage: Option<fn(&Query, Seat, &mut Sink<'_>)>,
    /// Changes of a condition.
    pub(crate) condition: Option<fn(&Query, &Condition, &mut Edits<'_, Condition>)>,
    /// Changes of what is asked of a field.
    pub(crate) predicate: Option<fn(&Leaf, &Predicate, &mut Edits<'_, Predicate>)>,
    /// Changes of a script or of a part of it.
    pub(crate) script: Option<fn(&ScriptExpr, &mut Edits<'_, ScriptExpr>)>,
    /// Changes of the query that come behind its filters.
    pub(crate) tail: Option<fn(&Query, &mut Sink<'_>)>,
}

/// A mutant with events that tell it from the original, and with events that do not.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The original.
    pub query: &'static str,
    /// The kind of the mutant.
    pub kind: &'static str,
    /// The clause as the original has it.
    pub before: &'static str,
    /// The clause as the mutant has it.
    pub after: &'static str,
    /// Events of which one of both finds more, a JSON object each.
    pub noticed: &'static [&'static str],
    /// Events of which both find the same.
    pub unnoticed: &'static [&'static str],
}

impl Family {
    /// A family that changes nothing, to build the others on.
    const IDLE: Self = Self {
        kinds: &[],
        summary: "",
        examples: &[],
        whole: None,
        stage: None,
        condition: None,
        predicate: None,
        script: None,
        tail: None,
    };
}

/// The names of all kinds of mutants, in the order of the table.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    FAMILIES.iter().flat_map(|family| family.kinds.iter().copied())
}
