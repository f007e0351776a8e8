//! The findings about one text, with an end to them: garbage must not become a book.

use diagnostics::{Diagnose, Diagnostic, Severity};

/// As many findings as a person would read about one query.
const MOST: usize = 100;

/// Findings in the order they are made. What is beyond `MOST` is counted only.
#[derive(Default)]
pub(crate) struct Findings {
    kept: Vec<Diagnostic>,
    dropped: usize,
}

impl Findings {
    /// Adds a finding.
    pub(crate) fn push(&mut self, finding: &impl Diagnose) {
        if self.kept.len() < MOST {
            self.kept.push(finding.diagnostic());
        } else {
            self.dropped += 1;
        }
    }

    /// Whether there is an error so far.
    pub(crate) fn has_errors(&self) -> bool {
        self.kept.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Those that are kept, in the order of the text; the last one says how many more there are.
    pub(crate) fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        let more = self.dropped;
        self.kept.sort_by_key(|finding| (finding.span.start, finding.span.end));
        if let Some(last) = self.kept.last_mut().filter(|_| more > 0) {
            let message = &last.message;
            last.message = format!("{message} (and {more} more findings after this one)");
        }
        self.kept
    }
}
