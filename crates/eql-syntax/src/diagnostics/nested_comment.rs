//! `/*` in a block comment (spec 1.2).

use diagnostics::{Diagnose, Page, Severity, Span};

/// `/*` in a block comment (spec 1.2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NestedComment {
    /// The comment.
    pub span: Span,
}

impl Diagnose for NestedComment {
    const PAGE: Page = Page {
        id: "eql/nested-comment",
        severity: Severity::Warning,
        what: "A block comment has another `/*` in it.",
        why: "The first `*/` ends the comment here; Elasticsearch may count the openings and want more.",
        bad: "process where true /* off: /* and false */",
        good: "process where true /* off: and false */",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "the comment has another `/*` in it".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("take the inner `/*` out".to_owned())
    }
}
