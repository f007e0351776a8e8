//! What a run tells on its way: lines on stdout, problems on stderr, a progress bar where a person watches.

use std::io;
use std::time::{Duration, Instant};

use harness::event_input::{OpenError, Reader};
use harness::scan::{Found, Listener};
use indicatif::{ProgressBar, ProgressStyle};

use crate::terminal::Terminal;

/// How long a run takes before it shows a bar.
const PATIENCE: Duration = Duration::from_millis(500);
/// How many bad records of one run are told one by one.
const TOLD: u64 = 20;

/// Writes matches with a function that makes their lines.
pub(crate) struct Lines<'t, F> {
    terminal: &'t mut Terminal,
    to_line: F,
    bad_records: u64,
    started: Instant,
    bar: Option<ProgressBar>,
}

impl<'t, F: FnMut(&Found) -> String> Lines<'t, F> {
    #[expect(clippy::disallowed_methods, reason = "for the patience of a person")]
    pub(crate) fn new(terminal: &'t mut Terminal, to_line: F) -> Self {
        Self { terminal, to_line, bad_records: 0, started: Instant::now(), bar: None }
    }

    /// How long the run took so far.
    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Ends the run: says how many bad records were not told.
    pub(crate) fn finish(&mut self) {
        self.clear();
        if self.bad_records > TOLD {
            self.terminal
                .problem(&format!("{} more records could not be read", self.bad_records - TOLD));
        }
    }

    fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    fn problem(&mut self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| self.terminal.problem(text)),
            None => self.terminal.problem(text),
        }
    }
}

impl<F: FnMut(&Found) -> String> Listener for Lines<'_, F> {
    fn found(&mut self, found: &Found) -> io::Result<()> {
        self.clear();
        let line = (self.to_line)(found);
        self.terminal.line(&line)
    }

    fn unopened(&mut self, error: &OpenError) {
        self.problem(&error.to_string());
        if let Some(help) = error.help() {
            self.problem(&format!("help: {help}"));
        }
    }

    fn bad_record(&mut self, source: &str, record: u64, reason: &str) {
        self.bad_records += 1;
        if self.bad_records <= TOLD {
            self.problem(&format!("{source}: record {record}: {reason}"));
        }
    }

    fn warning(&mut self, text: &str) {
        self.problem(&format!("warning: {text}"));
    }

    fn progress(&mut self, reader: &Reader) {
        let progress = reader.progress();
        let Some(total) = progress.total.filter(|_| self.terminal.is_watched()) else { return };
        if self.bar.is_none() && self.started.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_insert_with(new_bar);
        bar.set_length(total);
        bar.set_position(progress.position);
        bar.set_message(reader.name().to_owned());
    }
}

fn new_bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    // The template is a constant that the test below reads.
    if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
        bar.set_style(style);
    }
    bar
}

const TEMPLATE: &str = "{msg} [{bar:30}] {bytes}/{total_bytes} {bytes_per_sec} {eta}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_has_a_valid_template() {
        assert!(ProgressStyle::with_template(TEMPLATE).is_ok());
    }
}
