//! The filters of a query, and the stages that they stand in.

use std::mem;

use eql_hir::{Condition, Form, Stage};

/// The place of a filter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Seat {
    /// The one filter of an event query.
    Event,
    /// A stage of a sequence or a part of a sample. `runs` copies of it stand from `first` on (spec 13.2).
    Stage {
        /// The first copy.
        first: usize,
        /// How many there are; 1 where nothing is said.
        runs: usize,
    },
    /// The end of pending sequences.
    Until,
}

impl Seat {
    /// The condition of the filter; `None` where the form has no such seat.
    pub fn condition(self, form: &Form) -> Option<&Condition> {
        match (self, form) {
            (Self::Event, Form::Event(filter)) => Some(&filter.condition),
            (Self::Event, _) => None,
            (Self::Stage { .. } | Self::Until, _) => {
                self.stage(form).map(|stage| &stage.filter.condition)
            }
        }
    }

    /// The stage, the first of its copies; `None` for an event query.
    pub fn stage(self, form: &Form) -> Option<&Stage> {
        match (self, form) {
            (Self::Stage { first, .. }, Form::Sequence(sequence)) => sequence.stages.get(first),
            (Self::Stage { first, .. }, Form::Sample(sample)) => sample.parts.get(first),
            (Self::Until, Form::Sequence(sequence)) => sequence.until.as_ref(),
            (Self::Event | Self::Stage { .. } | Self::Until, _) => None,
        }
    }

    /// Exchanges the condition of the filter, in all its copies.
    pub(crate) fn swap(self, form: &mut Form, condition: &mut Condition) {
        match (self, form) {
            (Self::Event, Form::Event(filter)) => mem::swap(&mut filter.condition, condition),
            (Self::Stage { first, runs }, Form::Sequence(sequence)) => {
                let copies = sequence.stages.iter_mut().skip(first).take(runs);
                swap_all(copies, condition);
            }
            (Self::Stage { first, runs }, Form::Sample(sample)) => {
                swap_all(sample.parts.iter_mut().skip(first).take(runs), condition);
            }
            (Self::Until, Form::Sequence(sequence)) => {
                swap_all(sequence.until.iter_mut(), condition);
            }
            (Self::Event | Self::Stage { .. } | Self::Until, _) => {}
        }
    }
}

fn swap_all<'s>(copies: impl Iterator<Item = &'s mut Stage>, condition: &mut Condition) {
    let wanted = condition.clone();
    for stage in copies {
        *condition = mem::replace(&mut stage.filter.condition, wanted.clone());
    }
}

/// All filters in the order of the text. Copies of one stage are one.
pub fn seats(form: &Form) -> Vec<Seat> {
    match form {
        Form::Event(_) => vec![Seat::Event],
        Form::Sequence(sequence) => {
            let mut seats = stages(&sequence.stages);
            seats.extend(sequence.until.iter().map(|_| Seat::Until));
            seats
        }
        Form::Sample(sample) => stages(&sample.parts),
    }
}

fn stages(stages: &[Stage]) -> Vec<Seat> {
    let mut seats: Vec<Seat> = Vec::new();
    for (place, stage) in stages.iter().enumerate() {
        let is_copy = place > 0 && stages[place - 1].span == stage.span;
        match seats.last_mut() {
            Some(Seat::Stage { runs, .. }) if is_copy => *runs += 1,
            _ => seats.push(Seat::Stage { first: place, runs: 1 }),
        }
    }
    seats
}
