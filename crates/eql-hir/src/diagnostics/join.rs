//! The `join` form of a query (spec 6.9).

use diagnostics::{Diagnose, Page, Severity, Span};

/// The `join` form of a query (spec 6.9).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Join {
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for Join {
    const PAGE: Page = Page {
        id: "eql/join",
        severity: Severity::Error,
        what: "The query is a `join`.",
        why: "Elasticsearch reads it but never ran it.",
        bad: "join by host.id [process where true] [file where true]",
        good: "sequence by host.id [process where true] [file where true]",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "`join` does not run".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("use `sequence` where the order matters and `sample` where it does not".to_owned())
    }
}
