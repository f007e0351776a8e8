//! A text without a query.

use diagnostics::{Diagnose, Page, Severity, Span};

/// A text without a query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EmptyQuery {
    /// The whole text.
    pub span: Span,
}

impl Diagnose for EmptyQuery {
    const PAGE: Page = Page {
        id: "eql/empty-query",
        severity: Severity::Error,
        what: "The query is empty, or has only comments.",
        why: "There is nothing to look for.",
        bad: "// a note and nothing else",
        good: "any where true // a note",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "there is no query".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("write `category where condition`, `sequence ...` or `sample ...`".to_owned())
    }
}
