//! One difference between two queries.

use super::side::Word;

/// What differs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// A clause of a filter.
    Clause,
    /// Whether it looks for single events, a sequence or a sample.
    Form,
    /// A stage or part.
    Stage,
    /// How often a stage must occur.
    Runs,
    /// Whether events of a stage must be there or must not.
    Missing,
    /// A join key.
    Key,
    /// The time that a sequence may take.
    Maxspan,
    /// What ends pending sequences.
    Until,
    /// What is kept of the matches.
    Pipe,
    /// The field that the event category, the time or the order of events is read from.
    Setting,
}

impl What {
    /// The word of reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Clause => "clause",
            Self::Form => "form",
            Self::Stage => "stage",
            Self::Runs => "runs",
            Self::Missing => "missing",
            Self::Key => "join-key",
            Self::Maxspan => "maxspan",
            Self::Until => "until",
            Self::Pipe => "pipe",
            Self::Setting => "setting",
        }
    }
}

/// One difference between two queries: with only a new text something was added, with only an old one removed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClauseChange {
    /// The stage, part or `until`, as the new query counts them, or the old one where it is gone; `None` for what is of
    /// the whole query.
    pub stage: Option<String>,
    /// What differs.
    pub what: What,
    /// What joins a clause that was added or removed to those beside it.
    pub word: Option<Word>,
    /// The clause that it stands in, as it was.
    pub within: Option<String>,
    /// How it was.
    pub old: Option<String>,
    /// How it is.
    pub new: Option<String>,
    /// What a list is about, e.g. `process.name`.
    pub subject: Option<String>,
    /// Constants that are new in a long list; with `removed` all that differs.
    pub added: Vec<String>,
    /// Constants that are gone.
    pub removed: Vec<String>,
    /// The line of the old file.
    pub old_line: Option<usize>,
    /// The line of the new file.
    pub new_line: Option<usize>,
}

impl ClauseChange {
    pub(super) fn new(stage: Option<String>, what: What) -> Self {
        Self {
            stage,
            what,
            word: None,
            within: None,
            old: None,
            new: None,
            subject: None,
            added: Vec::new(),
            removed: Vec::new(),
            old_line: None,
            new_line: None,
        }
    }

    /// `added`, `removed` or `changed`.
    pub fn kind(&self) -> &'static str {
        match (&self.old, &self.new) {
            (None, _) => "added",
            (Some(_), None) => "removed",
            (Some(_), Some(_)) => "changed",
        }
    }
}
