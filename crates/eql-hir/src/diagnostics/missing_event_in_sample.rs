//! A missing event outside of a sequence (spec 16.6).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A missing event outside of a sequence (spec 16.6).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MissingEventInSample {
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for MissingEventInSample {
    const PAGE: Page = Page {
        id: "eql/missing-event-in-sample",
        severity: Severity::Error,
        what: "A part of a sample begins with `![`.",
        why: "A sample has no order and no end, so nothing can be missing from it.",
        bad: "sample by host.id [process where true] ![file where true]",
        good: "sample by host.id [process where true] [file where true]",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "only a sequence can ask for a missing event".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("remove the `!`, or write a `sequence`".to_owned())
    }
}
