//! A missing event without a time span (spec 16.1).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A missing event without a time span (spec 16.1).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MissingWithoutMaxspan {
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for MissingWithoutMaxspan {
    const PAGE: Page = Page {
        id: "eql/missing-without-maxspan",
        severity: Severity::Error,
        what: "A sequence asks for a missing event but has no `maxspan`.",
        why: "Without a span nobody can tell when the event is missing.",
        bad: "sequence by host.id [process where true] ![file where true]",
        good: "sequence by host.id with maxspan=1m [process where true] ![file where true]",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "a missing event needs `with maxspan`".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("say how long to wait, such as `sequence with maxspan=1m`".to_owned())
    }
}
