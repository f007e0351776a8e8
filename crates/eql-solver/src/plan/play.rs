//! The roles of a query: its filters, and what each is to a match.

use eql_hir::{Condition, Form, Key, Query, Stage};

use super::decide::Goal;
use super::draft::KeyMode;

/// What a filter is to a match.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Part {
    /// A match has events of it.
    Taken,
    /// There must be no event of it between those around.
    Missing,
    /// An event of it ends what has begun.
    Until,
}

/// A filter of the query.
#[derive(Clone, Debug)]
pub(crate) struct Role<'q> {
    /// What an event must be.
    pub(crate) filter: &'q Condition,
    /// Its join keys.
    pub(crate) keys: &'q [Key],
    /// How many events in a row it takes.
    pub(crate) copies: usize,
    /// What it is to a match.
    pub(crate) part: Part,
    /// Which stage or part of the query it is, from 1; `until` is the one behind the last.
    pub(crate) stage: usize,
}

impl<'q> Role<'q> {
    /// Whether a match has events of it.
    pub(crate) fn is_taken(&self) -> bool {
        self.part == Part::Taken
    }

    /// What a match needs of its filter: that it holds, or that it does not.
    pub(crate) fn goal(&self) -> Goal<'q> {
        Goal::new(self.filter, self.is_taken())
    }
}

/// The query as roles.
#[derive(Clone, Debug)]
pub(crate) struct Play<'q> {
    /// The query.
    pub(crate) query: &'q Query,
    /// In the order of the query, `until` last.
    pub(crate) roles: Vec<Role<'q>>,
    /// Whether events have to come in the order of the roles.
    pub(crate) is_ordered: bool,
    /// Longest time from the first to the last event, in nanoseconds.
    pub(crate) maxspan: Option<i128>,
}

impl<'q> Play<'q> {
    /// The roles of a query.
    pub(crate) fn of(query: &'q Query) -> Self {
        let (roles, is_ordered, maxspan) = match &query.form {
            Form::Event(filter) => (vec![single(&filter.condition)], false, None),
            Form::Sample(sample) => (of_stages(&sample.parts), false, None),
            Form::Sequence(sequence) => {
                let mut roles = of_stages(&sequence.stages);
                let until = sequence.until.as_ref();
                roles.extend(until.map(|until| role(until, Part::Until, roles.len() + 1)));
                (roles, true, sequence.maxspan)
            }
        };
        Self { query, roles, is_ordered, maxspan }
    }

    /// The roles that a match has events of.
    pub(crate) fn taken(&self) -> Vec<usize> {
        self.of_part(Part::Taken)
    }

    /// The roles that are this to a match.
    pub(crate) fn of_part(&self, part: Part) -> Vec<usize> {
        (0..self.roles.len()).filter(|&role| self.roles[role].part == part).collect()
    }

    /// Every join key with one value for all.
    pub(crate) fn shared_keys(&self) -> Vec<KeyMode> {
        vec![KeyMode::Shared; self.roles.first().map_or(0, |role| role.keys.len())]
    }
}

fn single(filter: &Condition) -> Role<'_> {
    Role { filter, keys: &[], copies: 1, part: Part::Taken, stage: 1 }
}

fn role(stage: &Stage, part: Part, number: usize) -> Role<'_> {
    Role { filter: &stage.filter.condition, keys: &stage.keys, copies: 1, part, stage: number }
}

/// One role for each stage of the text; what `runs` repeats is one.
fn of_stages(stages: &[Stage]) -> Vec<Role<'_>> {
    let mut roles: Vec<Role<'_>> = Vec::new();
    let mut last = None;
    for stage in stages {
        let repeated = roles.last_mut().filter(|_| last == Some(stage.span));
        if let Some(role) = repeated {
            role.copies += 1;
        } else {
            let part = if stage.missing { Part::Missing } else { Part::Taken };
            roles.push(role(stage, part, roles.len() + 1));
        }
        last = Some(stage.span);
    }
    roles
}
