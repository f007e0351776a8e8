//! Why a rule did or did not match some events.
//!
//! For single events the whole tree of the query is shown with what each clause saw. For sequences and samples it is
//! shown which stage took which events, and then the least that must be ignored for a match: clauses, join keys,
//! maxspan, `until`, a stage that must be missing. The slow engine decides what matches; nothing here guesses.

mod html;
mod human;
mod json;
mod nearest;
mod numbering;
mod obstacle;
mod record;
mod relaxation;
mod repair;
mod stages;
mod tree;

use std::fmt;

use eql_hir::Form;
use event::{Document, Event};

use crate::Rule;
use crate::fixtures::{self, Matches};

pub use html::html;
pub use human::human;
pub use json::json;
pub use obstacle::{Fact, Obstacles};
pub use record::{Change, RecordReason, Wanted};
pub use repair::Edit;
pub use stages::{Role, StageReason};
pub use tree::{Node, Seen, What};

/// Why a rule did or did not match.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// `rule.rule_id`
    pub id: String,
    /// `rule.name`
    pub name: String,
    /// `event`, `sequence` or `sample`.
    pub kind: &'static str,
    /// How many events there are.
    pub events: usize,
    /// The matches of the rule: records from 1.
    pub matches: Matches,
    /// The event that was asked for, or that says most: for single events the first that matches, or else the one that
    /// would match with the fewest clauses changed.
    pub record: Option<RecordReason>,
    /// The stages, parts and `until` of a sequence or sample; with a record, how it fares at each.
    pub stages: Vec<StageReason>,
    /// What stood in the way of a match.
    pub obstacles: Option<Obstacles>,
}

/// The record that was asked for is not among the events.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoSuchRecord {
    /// The number that was asked for.
    pub record: usize,
    /// The number of the last event.
    pub last: usize,
}

impl fmt::Display for NoSuchRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { record, last } = self;
        write!(f, "there is no event with record {record}; the last one is {last}")
    }
}

impl std::error::Error for NoSuchRecord {}

/// Explains what a rule makes of the events of one file, in its order; of one record if asked.
pub fn explain(
    rule: &Rule,
    events: Vec<Event>,
    record: Option<usize>,
) -> Result<Explanation, NoSuchRecord> {
    let number = |event: &Event| usize::try_from(event.record).unwrap_or(usize::MAX);
    let records: Vec<_> = events.iter().map(number).collect();
    let documents: Vec<_> = events.into_iter().map(|event| event.document).collect();
    let last = records.last().copied().unwrap_or_default();
    let place = |record| {
        let place = records.iter().position(|other| *other == record);
        place.ok_or(NoSuchRecord { record, last })
    };
    let place = record.map(place).transpose()?;
    let mut explanation = explain_documents(rule, &documents, place);
    numbering::renumber(&mut explanation, &records);
    Ok(explanation)
}

fn explain_documents(rule: &Rule, events: &[Document], place: Option<usize>) -> Explanation {
    let matches = fixtures::by_oracle(rule, &oracle::Oracle::new(&rule.query), events);
    let mut explanation = Explanation {
        id: rule.id.clone(),
        name: rule.name().to_owned(),
        kind: kind(&rule.query.form),
        events: events.len(),
        matches,
        record: None,
        stages: Vec::new(),
        obstacles: None,
    };
    match &rule.query.form {
        Form::Event(filter) => {
            let matched = explanation.matches.first().and_then(|(records, _)| records[0]);
            let place = place.or(matched.map(|record| record - 1));
            let records = record::Records { rule, filter, events };
            explanation.record =
                place.map(|place| records.reason(place)).or_else(|| records.nearest());
        }
        Form::Sequence(_) | Form::Sample(_) => {
            explanation.stages = stages::stages(rule, events, place);
            if explanation.matches.is_empty() {
                explanation.obstacles = obstacle::find(rule, events, &explanation.stages);
            }
        }
    }
    explanation
}

fn kind(form: &Form) -> &'static str {
    match form {
        Form::Event(_) => "event",
        Form::Sequence(_) => "sequence",
        Form::Sample(_) => "sample",
    }
}
