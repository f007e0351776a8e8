//! One mutant: what it changes, where, and how that reads.

use std::mem;

use diagnostics::Span;
use eql_functions::Pipe;
use eql_hir::{Condition, Form, LeafId, Query, Test};

use crate::seats::Seat;

/// A query with one change.
#[derive(Clone, PartialEq, Debug)]
pub struct Mutant {
    /// What is done, as a name that reports count by, e.g. `drop-part`.
    pub kind: &'static str,
    /// What it is done to.
    pub place: Place,
    /// Where that stands in the query text; empty at its start for what has no place of its own.
    pub span: Span,
    /// Which constant of the list in the leaf it is about, in the order of the text.
    pub element: Option<usize>,
    /// The clause as the query has it, in EQL.
    pub before: String,
    /// The clause as the mutant has it, in EQL.
    pub after: String,
    /// The difference to the query.
    pub change: Change,
}

/// What a mutant changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// A leaf.
    Leaf(LeafId),
    /// How the leaves of a filter are combined.
    Clause(Seat),
    /// A stage of a sequence or a part of a sample.
    Stage(Seat),
    /// This join key of all stages, from 0.
    Key(usize),
    /// The end of pending sequences.
    Until,
    /// The time that a sequence may take.
    Maxspan,
    /// This pipe, from 0.
    Pipe(usize),
}

/// The difference between a query and a mutant: what stands in another's place. Fields and the number of leaves stay.
#[derive(Clone, PartialEq, Debug)]
pub enum Change {
    /// One leaf asks this instead.
    Leaf(LeafId, Test),
    /// One filter has this condition instead.
    Filter(Seat, Condition),
    /// The stages, their keys, the time or the end are these instead.
    Form(Form),
    /// The pipes are these instead.
    Pipes(Vec<Pipe>),
}

impl Change {
    /// Puts the change into the query it was made for, and what stood there into the change: the second time it is
    /// undone. So a query need not be copied for each mutant.
    pub fn swap(&mut self, query: &mut Query) {
        match self {
            Self::Leaf(id, test) => {
                if let Some(leaf) = query.leaves.get_mut(id.0 as usize) {
                    mem::swap(&mut leaf.test, test);
                }
            }
            Self::Filter(seat, condition) => seat.swap(&mut query.form, condition),
            Self::Form(form) => mem::swap(&mut query.form, form),
            Self::Pipes(pipes) => mem::swap(&mut query.pipes, pipes),
        }
    }

    /// Whether it puts something else than what stands there.
    pub(crate) fn differs(&self, query: &Query) -> bool {
        match self {
            Self::Leaf(id, test) => query.leaf(*id).test != *test,
            Self::Filter(seat, condition) => {
                seat.condition(&query.form).is_some_and(|own| own != condition)
            }
            Self::Form(form) => query.form != *form,
            Self::Pipes(pipes) => query.pipes != *pipes,
        }
    }
}

impl Mutant {
    /// The mutant as a query of its own.
    pub fn query(&self, original: &Query) -> Query {
        let mut query = original.clone();
        self.change.clone().swap(&mut query);
        query
    }
}
