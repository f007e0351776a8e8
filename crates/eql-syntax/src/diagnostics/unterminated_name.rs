//! A name in backticks that nothing closes (spec 1.6).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A name in backticks that nothing closes (spec 1.6).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnterminatedName {
    /// The first backtick.
    pub span: Span,
}

impl Diagnose for UnterminatedName {
    const PAGE: Page = Page {
        id: "eql/unterminated-name",
        severity: Severity::Error,
        what: "A name in backticks is not closed.",
        why: "Where the name ends cannot be told.",
        bad: "process where `my-field == 1",
        good: "process where `my-field` == 1",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "the quoted name has no end".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("write a backtick where it ends".to_owned())
    }
}
