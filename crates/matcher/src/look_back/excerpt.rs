//! What is remembered of an event for filters that look back.

use event::{Document, Process};
use pack::{FilterId, RuleId};

/// What filters that look back need of an event when it takes its place in the stream, and later.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Excerpt {
    /// The fields that they read.
    pub(crate) document: Document,
    /// The process of the event, where some filter asks about processes.
    pub(crate) process: Option<Process>,
    /// The filters of related processes that the event passes.
    pub(crate) marks: Vec<FilterId>,
    /// Those that themselves look back.
    pub(crate) open_marks: Vec<FilterId>,
    /// The event rules that look back and are not decided by the event alone, ascending.
    pub(crate) open_rules: Vec<RuleId>,
}

impl Excerpt {
    /// Whether the event may yet match an event rule.
    pub fn may_match(&self) -> bool {
        !self.open_rules.is_empty()
    }

    /// Whether the event says something about processes that later events may ask for.
    pub(crate) fn tells(&self) -> bool {
        let above = self.process.as_ref().is_some_and(Process::tells);
        above || !self.marks.is_empty() || !self.open_marks.is_empty()
    }

    /// Roughly how much memory it takes, in bytes.
    pub fn bytes(&self) -> u64 {
        let lists = size_of_val(self.marks.as_slice())
            + size_of_val(self.open_marks.as_slice())
            + size_of_val(self.open_rules.as_slice());
        let process = self.process.as_ref().map_or(0, Process::bytes);
        (size_of::<Self>() + lists) as u64 + process + self.document.bytes()
    }
}
