//! A sample of too few or too many parts (spec 17).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A sample of too few or too many parts (spec 17).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SampleSize {
    /// How many it has.
    pub found: usize,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for SampleSize {
    const PAGE: Page = Page {
        id: "eql/sample-size",
        severity: Severity::Error,
        what: "A sample has one part or more than five.",
        why: "Elasticsearch refuses it.",
        bad: "sample by host.id [process where true]",
        good: "sample by host.id [process where true] [file where true]",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { found, .. } = self;
        format!("a sample has two to five parts, not {found}")
    }

    fn help(&self) -> Option<String> {
        Some("write two to five filters in brackets".to_owned())
    }
}
