//! Which events each stage of a sequence or part of a sample takes.

use std::fmt;

use eql_hir::{Query, Stage};
use event::Document;

use super::record::{RecordReason, Records};
use super::tree::line_of;
use crate::Rule;
use crate::coverage::{StageKind, Written, written};

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
    fn of(written: &Written<'_>) -> Self {
        match written.kind {
            StageKind::Stage => Self::Stage(written.number),
            StageKind::Missing => Self::Missing(written.number),
            StageKind::Part => Self::Part(written.number),
            StageKind::Until => Self::Until,
        }
    }

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
    /// How many events a match has of it, `with runs` more than one.
    pub runs: usize,
    /// The line of the rule file.
    pub line: usize,
    /// The records of the events that its filter takes, from 1.
    pub taken: Vec<usize>,
    /// The event that was asked for; or, where the filter takes none but should, the one that it takes with the fewest
    /// changes.
    pub record: Option<RecordReason>,
}

impl StageReason {
    /// `stage 1`, or `stage 1 (3 runs)`.
    pub fn name(&self) -> String {
        let runs = if self.runs > 1 { format!(" ({} runs)", self.runs) } else { String::new() };
        format!("{}{runs}", self.role)
    }
}

/// The stages, parts and `until` of a query, in the order of the text. A stage `with runs` is there once for each run, as
/// the records of a match are; the copies have its number.
pub(super) fn of(query: &Query) -> Vec<(Role, &Stage)> {
    let written = written(query).into_iter();
    written.flat_map(|it| std::iter::repeat_n((Role::of(&it), it.stage), it.runs)).collect()
}

/// What each stage makes of the events, and of the one at `place` if there is one.
pub(super) fn stages(rule: &Rule, events: &[Document], place: Option<usize>) -> Vec<StageReason> {
    let reason = |written: Written<'_>| {
        let (role, stage) = (Role::of(&written), written.stage);
        let records = Records { rule, filter: &stage.filter, events };
        let taken = records.taken();
        let nearest =
            || (taken.is_empty() && role.is_needed()).then(|| records.nearest()).flatten();
        StageReason {
            role,
            runs: written.runs,
            line: line_of(rule, stage.span),
            record: place.map(|place| records.reason(place)).or_else(nearest),
            taken: taken.into_iter().map(|place| place + 1).collect(),
        }
    };
    written(&rule.query).into_iter().map(reason).collect()
}
