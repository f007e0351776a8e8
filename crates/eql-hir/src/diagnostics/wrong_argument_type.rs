//! An argument of the wrong type (spec 6.7).

use diagnostics::{Diagnose, Page, Severity, Span};

/// An argument of the wrong type (spec 6.7).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WrongArgumentType {
    /// The function.
    pub function: &'static str,
    /// What the argument must be.
    pub wanted: &'static str,
    /// What it is.
    pub found: &'static str,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for WrongArgumentType {
    const PAGE: Page = Page {
        id: "eql/wrong-argument-type",
        severity: Severity::Error,
        what: "An argument of a function has the wrong type.",
        why: "Elasticsearch refuses the query.",
        bad: "process where length(process.pid) > 5",
        good: "process where length(process.name) > 5",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { found, function, wanted, .. } = self;
        format!("`{function}` needs {wanted} here, not {found}")
    }

    fn help(&self) -> Option<String> {
        Some("use `string(...)` or `number(...)` to convert it".to_owned())
    }
}
