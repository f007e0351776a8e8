//! What an engine is to this verb: a name, the backend that writes for it, and how it is started.

use super::answer::Answer;
use super::asked::Asked;
use super::exported::Exported;
use super::home::{Absent, Home};
use crate::Failure;

/// One engine.
pub(super) struct Engine {
    /// What the command line and the table call it.
    pub(super) name: &'static str,
    /// What `eqlc export --to` calls the files that it takes.
    pub(super) backend: &'static str,
    /// Whether it is so large, or so slow, that it only runs with `RUN_SLOW_TESTS=1`.
    pub(super) is_large: bool,
    /// Whether it loads events with dots in keys as well, so that it gets events in every spelling.
    pub(super) takes_dots: bool,
    /// Installs what is not there yet.
    pub(super) start: fn(&Home) -> Result<Tool, Absent>,
}

/// An engine that can be used.
pub(super) enum Tool {
    /// It runs rules over events: an answer for each question, in their order.
    Runs(Run),
    /// It only reads rules and says what is wrong with them.
    Reads(Read),
}

/// Runs the exported rules over the events of a sheet.
pub(super) type Run = Box<dyn Fn(&Asked) -> Result<Vec<Answer>, Failure>>;

/// Reads the exported rules.
pub(super) type Read = Box<dyn Fn(&Exported) -> Result<Vec<Complaint>, Failure>>;

/// What a parser says against an exported rule.
#[derive(Clone, PartialEq, Eq, Debug, serde::Deserialize)]
pub(super) struct Complaint {
    /// The file of the rule, from the folder of the export.
    pub(super) file: String,
    /// What is wrong.
    pub(super) message: String,
}

/// What a script prints about rules: a complaint a line.
pub(super) fn complaints(text: &str) -> Result<Vec<Complaint>, Failure> {
    let complaint = |line: &str| {
        serde_json::from_str(line)
            .map_err(|error| Failure::new(format!("a driver prints `{line}`: {error}")))
    };
    text.lines().map(complaint).collect()
}
