//! A constant that cannot be computed (spec 9.8, 12.12).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A constant that cannot be computed (spec 9.8, 12.12).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConstantError {
    /// What went wrong.
    pub error: String,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for ConstantError {
    const PAGE: Page = Page {
        id: "eql/constant-error",
        severity: Severity::Error,
        what: "An expression of constants overflows, divides by zero or reads a number from a text that is none.",
        why: "Elasticsearch refuses the query while it plans it.",
        bad: "process where process.pid == 1 / 0",
        good: "process where process.pid == 1 / 2",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { error, .. } = self;
        format!("this constant cannot be computed: {error}")
    }

    fn help(&self) -> Option<String> {
        Some("correct the numbers".to_owned())
    }
}
