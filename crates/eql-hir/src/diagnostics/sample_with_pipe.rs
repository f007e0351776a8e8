//! A pipe behind a sample (spec 17).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A pipe behind a sample (spec 17).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SampleWithPipe {
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for SampleWithPipe {
    const PAGE: Page = Page {
        id: "eql/sample-with-pipe",
        severity: Severity::Error,
        what: "A pipe stands behind a sample.",
        why: "Elasticsearch refuses it.",
        bad: "sample by host.id [process where true] [file where true] | head 1",
        good: "sample by host.id [process where true] [file where true]",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "a sample takes no pipes".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("remove the pipe".to_owned())
    }
}
