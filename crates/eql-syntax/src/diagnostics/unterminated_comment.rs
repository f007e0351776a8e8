//! A block comment that nothing closes (spec 1.2).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A block comment that nothing closes (spec 1.2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnterminatedComment {
    /// The `/*`.
    pub span: Span,
}

impl Diagnose for UnterminatedComment {
    const PAGE: Page = Page {
        id: "eql/unterminated-comment",
        severity: Severity::Error,
        what: "A block comment is opened and not closed.",
        why: "The rest of the query is a comment, or Elasticsearch refuses it.",
        bad: "process where true /* and false",
        good: "process where true /* and false */",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "the comment has no end".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("write `*/` where it ends".to_owned())
    }
}
