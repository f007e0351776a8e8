//! What one engine did: its row of the table.

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use serde::Serialize;

use super::answer::Answer;
use super::asked::Asked;
use super::difference::Difference;
use super::engine::{Complaint, Engine};
use super::exported::{Exported, ExportedRule};
use super::sheet::Sheet;
use crate::Failure;

/// How many differences of an engine are printed; all are counted and kept.
const PRINTED: usize = 20;

/// The figures of one engine.
#[derive(Debug, Serialize)]
pub(super) struct Record {
    /// Its name.
    pub(super) engine: &'static str,
    /// Rules that it ran, or read.
    pub(super) rules: usize,
    /// Rules that the backend refuses or cannot hold exactly.
    pub(super) left_out: usize,
    /// What it did with the rules on each sheet; nothing where it only reads rules.
    pub(super) sheets: Vec<SheetRecord>,
    /// All differences.
    pub(super) differences: Vec<Difference>,
    /// How long it took, without exporting the rules and without our side.
    pub(super) seconds: f64,
    #[serde(skip)]
    rules_of: Vec<ExportedRule>,
}

/// The figures of one sheet.
#[derive(Debug, Serialize)]
pub(super) struct SheetRecord {
    /// The sheet.
    pub(super) name: String,
    /// Its events.
    pub(super) events: u64,
    /// How many cases the events are.
    pub(super) cases: usize,
    /// How many questions were asked: a rule and a stretch of events each.
    pub(super) questions: usize,
    /// How many matches our matcher finds, and the engine should.
    pub(super) matches: usize,
}

impl Record {
    /// An engine that has done nothing yet.
    pub(super) fn new(engine: &Engine, exported: &Exported) -> Self {
        let rules = exported.exact();
        Self {
            engine: engine.name,
            rules,
            left_out: exported.rules.len() - rules,
            sheets: Vec::new(),
            differences: Vec::new(),
            seconds: 0.0,
            rules_of: exported.rules.clone(),
        }
    }

    /// Adds what a parser says.
    pub(super) fn read(&mut self, complaints: Vec<Complaint>, elapsed: Duration) {
        let rules = &self.rules_of;
        self.differences.extend(complaints.into_iter().map(|it| Difference::complaint(rules, it)));
        self.seconds += elapsed.as_secs_f64();
    }

    /// Compares the answers on one sheet with what our matcher finds.
    pub(super) fn answered(
        &mut self,
        sheet: &Sheet,
        asked: &Asked,
        answers: &[Answer],
        elapsed: Duration,
    ) {
        let questions = asked.questions.iter().map(|asking| &sheet.questions[asking.question]);
        self.sheets.push(SheetRecord {
            name: sheet.name.clone(),
            events: sheet.count,
            cases: sheet.cases.len(),
            questions: asked.questions.len(),
            matches: questions.clone().map(|question| question.expected.len()).sum(),
        });
        for (question, answer) in questions.zip(answers) {
            let rule = &self.rules_of[question.rule];
            self.differences.extend(Difference::of(rule, sheet, question, answer));
        }
        self.seconds += elapsed.as_secs_f64();
    }

    /// Prints the first differences, and how many more there are.
    pub(super) fn print_differences(
        &self,
        folder: &Path,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        for difference in self.differences.iter().take(PRINTED) {
            writeln!(out, "{}: {difference}", self.engine)?;
        }
        if let Some(more) = self.differences.len().checked_sub(PRINTED + 1) {
            let more = more + 1;
            writeln!(out, "{}: and {more} more in `{}`", self.engine, folder.display())?;
        }
        Ok(())
    }

    /// All events that it saw.
    pub(super) fn events(&self) -> u64 {
        self.sheets.iter().map(|sheet| sheet.events).sum()
    }

    /// All matches that were compared.
    pub(super) fn matches(&self) -> usize {
        self.sheets.iter().map(|sheet| sheet.matches).sum()
    }
}

/// All engines as JSON.
pub(super) fn json(records: &[Record]) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(records);
    Ok(text.map_err(|error| Failure::new(error.to_string()))? + "\n")
}
