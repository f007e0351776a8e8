//! The table at the end: a row for each engine.

use std::io::Write;

use super::record::Record;
use crate::Failure;

/// Prints the table; nothing where no engine ran.
pub(super) fn write(records: &[Record], out: &mut dyn Write) -> Result<(), Failure> {
    if records.is_empty() {
        return Ok(());
    }
    let head = ["rules", "left out", "events", "questions", "matches", "differences", "seconds"];
    writeln!(out, "{:<12}{}", "engine", head.map(|name| format!("{name:>12}")).concat())?;
    for record in records {
        let questions: usize = record.sheets.iter().map(|sheet| sheet.questions).sum();
        let row = [
            record.rules.to_string(),
            record.left_out.to_string(),
            record.events().to_string(),
            questions.to_string(),
            record.matches().to_string(),
            record.differences.len().to_string(),
            format!("{:.1}", record.seconds),
        ];
        let row = row.map(|cell| format!("{cell:>12}")).concat();
        writeln!(out, "{:<12}{row}", record.engine)?;
    }
    Ok(())
}
