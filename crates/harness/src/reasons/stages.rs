//! Which events each stage of a sequence or part of a sample takes.

use std::fmt;

use eql_hir::{Form, Query, Stage};
use event::Document;

use super::record::{RecordReason, Records};
use super::tree::line_of;
use crate::Rule;

/// What a stage is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// A stage of a sequence, from 1.
    Stage(usize),
    /// A stage that must be missing, counted with the others.
    Missing(usize),
    /// What ends pending sequences.
    Until,
    /// A part of a sample, from 1.
    Part(usize),
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stage(number) => write!(f, "stage {number}"),
            Self::Missing(number) => write!(f, "stage {number} (must be missing)"),
            Self::Until => f.write_str("until"),
            Self::Part(number) => write!(f, "part {number}"),
        }
    }
}

impl Role {
    /// Whether a match has an event of it.
    pub fn is_needed(self) -> bool {
        matches!(self, Self::Stage(_) | Self::Part(_))
    }
}

/// What one stage makes of the events.
#[derive(Clone, PartialEq, Debug)]
pub struct StageReason {
    /// Which it is.
    pub role: Role,
    /// The line of the rule file.
    pub line: usize,
    /// The records of the events that its filter takes, from 1.
    pub taken: Vec<usize>,
    /// The event that was asked for; or, where the filter takes none but should, the one that it takes with the fewest
    /// changes.
    pub record: Option<RecordReason>,
}

/// The stages, parts and `until` of a query, in the order of the text.
pub(super) fn of(query: &Query) -> Vec<(Role, &Stage)> {
    match &query.form {
        Form::Event(_) => Vec::new(),
        Form::Sequence(sequence) => {
            let role = |(number, stage)| (role(number, stage), stage);
            let stages = (1..).zip(&sequence.stages).map(role);
            stages.chain(sequence.until.iter().map(|until| (Role::Until, until))).collect()
        }
        Form::Sample(sample) => {
            (1..).zip(&sample.parts).map(|(number, part)| (Role::Part(number), part)).collect()
        }
    }
}

fn role(number: usize, stage: &Stage) -> Role {
    if stage.missing { Role::Missing(number) } else { Role::Stage(number) }
}

/// What each stage makes of the events, and of the one at `place` if there is one.
pub(super) fn stages(rule: &Rule, events: &[Document], place: Option<usize>) -> Vec<StageReason> {
    let reason = |(role, stage): (Role, &Stage)| {
        let records = Records { rule, filter: &stage.filter, events };
        let taken = records.taken();
        let nearest =
            || (taken.is_empty() && role.is_needed()).then(|| records.nearest()).flatten();
        StageReason {
            role,
            line: line_of(rule, stage.span),
            record: place.map(|place| records.reason(place)).or_else(nearest),
            taken: taken.into_iter().map(|place| place + 1).collect(),
        }
    };
    of(&rule.query).into_iter().map(reason).collect()
}
