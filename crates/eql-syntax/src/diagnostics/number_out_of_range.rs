//! A number too large for any type.

use diagnostics::{Diagnose, Page, Severity, Span};

/// A number too large for any type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NumberOutOfRange {
    /// The number.
    pub span: Span,
}

impl Diagnose for NumberOutOfRange {
    const PAGE: Page = Page {
        id: "eql/number-out-of-range",
        severity: Severity::Error,
        what: "A number is larger than the largest decimal of 64 bits.",
        why: "It would be infinite, and no event has such a value.",
        bad: "file where file.size > 1e400",
        good: "file where file.size > 1e300",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "the number is too large".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("the largest number is about 1.8e308".to_owned())
    }
}
