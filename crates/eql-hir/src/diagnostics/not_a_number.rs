//! Arithmetic on something that is no number (spec 9.8).

use diagnostics::{Diagnose, Page, Severity, Span};

/// Arithmetic on something that is no number (spec 9.8).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotANumber {
    /// Its type.
    pub found: &'static str,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for NotANumber {
    const PAGE: Page = Page {
        id: "eql/not-a-number",
        severity: Severity::Error,
        what: "An operand of `+ - * / %` is no number.",
        why: "Elasticsearch refuses the query.",
        bad: "process where process.name + 1 == 2",
        good: "process where process.pid + 1 == 2",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { found, .. } = self;
        format!("arithmetic needs a number, not a {found}")
    }

    fn help(&self) -> Option<String> {
        Some("use `number(...)` to read a number from a text".to_owned())
    }
}
