//! What an engine is asked: files that its driver reads.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::{Failure, disk};

/// Questions to one engine, and the files that a driver is given: the folder of the export, the events, and the
/// questions, one JSON object a line.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// The folder of the export.
    pub(super) export: PathBuf,
    /// The events of the sheet.
    pub(super) events: PathBuf,
    /// The questions as a file.
    pub(super) file: PathBuf,
    /// The same, in the order of the file.
    pub(super) questions: Vec<Asking>,
}

/// A question as a driver reads it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(super) struct Asking {
    /// Its place on the sheet, by which it is answered.
    pub(super) question: usize,
    /// `rule.rule_id`
    pub(super) rule: String,
    /// `rule.name`
    pub(super) name: String,
    /// The file of the rule, from the folder of the export.
    pub(super) file: String,
    /// The first record that the rule may see.
    pub(super) first: u64,
    /// The last one.
    pub(super) last: u64,
}

impl Asked {
    /// Writes the questions.
    pub(super) fn write(
        export: &Path,
        events: &Path,
        file: PathBuf,
        questions: Vec<Asking>,
    ) -> Result<Self, Failure> {
        let line = |it| serde_json::to_string(it).map_err(|error| Failure::new(error.to_string()));
        let lines: Vec<String> = questions.iter().map(line).collect::<Result<_, _>>()?;
        disk::write_text(&file, &(lines.join("\n") + "\n"))?;
        Ok(Self { export: export.to_owned(), events: events.to_owned(), file, questions })
    }
}
