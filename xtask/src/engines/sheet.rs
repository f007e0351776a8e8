//! A sheet of questions: events, which rule is asked about which of them, and what our matcher answers.

use std::path::{Path, PathBuf};

use super::answer::Matches;
use super::asked::{Asked, Asking};
use super::dotted;
use super::exported::Exported;
use crate::{Failure, disk};

/// Events with questions about them. Records count from 1 and through all events of the sheet.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// Where the events come from, in one word.
    pub(super) name: String,
    /// The events: one JSON object a line, without dots in keys.
    pub(super) events: PathBuf,
    /// How many there are.
    pub(super) count: u64,
    /// What the events are, in their order.
    pub(super) cases: Vec<Case>,
    /// In the order of the rules.
    pub(super) questions: Vec<Question>,
}

/// Events that belong together: those up to the next case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Case {
    /// What people call it, e.g. `positive/shell`.
    pub(super) title: String,
    /// Its first record.
    pub(super) first: u64,
}

/// What does this rule match among these events, and no others?
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Question {
    /// The place of the rule among all.
    pub(super) rule: usize,
    /// The first record.
    pub(super) first: u64,
    /// The last one.
    pub(super) last: u64,
    /// What our matcher finds, ascending.
    pub(super) expected: Matches,
}

impl Sheet {
    /// The same with events in every spelling, in a file of this folder.
    pub(super) fn spelled(&self, folder: &Path) -> Result<Self, Failure> {
        let text = disk::read_text(&self.events)?;
        let line = |(place, line): (usize, &str)| {
            let event = serde_json::from_str(line)?;
            serde_json::to_string(&dotted::spelled(&event, place))
        };
        let lines: Result<Vec<_>, serde_json::Error> = text.lines().enumerate().map(line).collect();
        let lines = lines.map_err(|error| Failure::new(error.to_string()))?;
        let events = folder.join(format!("{}.spelled.ndjson", self.name));
        disk::write_text(&events, &(lines.join("\n") + "\n"))?;
        Ok(Self { events, ..self.clone() })
    }

    /// The questions about the rules that an engine has, written into its folder.
    pub(super) fn ask(&self, exported: &Exported, folder: &Path) -> Result<Asked, Failure> {
        let asking = |(place, question): (usize, &Question)| {
            let rule = &exported.rules[question.rule];
            let file = rule.file.clone()?;
            let (first, last) = (question.first, question.last);
            let (rule, name) = (rule.id.clone(), rule.name.clone());
            Some(Asking { question: place, rule, name, file, first, last })
        };
        let questions = self.questions.iter().enumerate().filter_map(asking).collect();
        let file = folder.join(format!("{}.questions.ndjson", self.name));
        Asked::write(&exported.folder, &self.events, file, questions)
    }

    /// The case that a record is in, with its first and last record.
    pub(super) fn case(&self, record: u64) -> (&Case, u64) {
        let next = self.cases.partition_point(|case| case.first <= record);
        let last = self.cases.get(next).map_or(self.count, |case| case.first - 1);
        (&self.cases[next.saturating_sub(1)], last)
    }
}
