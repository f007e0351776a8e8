//! Something that is neither true nor false where a condition is wanted (spec 5.4).

use diagnostics::{Diagnose, Page, Severity, Span};

/// Something that is neither true nor false where a condition is wanted (spec 5.4).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConditionNotBoolean {
    /// Its type.
    pub found: &'static str,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for ConditionNotBoolean {
    const PAGE: Page = Page {
        id: "eql/condition-not-boolean",
        severity: Severity::Error,
        what: "A number, text or other value stands where a condition is wanted.",
        why: "It is neither true nor false, so Elasticsearch refuses the query.",
        bad: "process where process.pid",
        good: "process where process.pid == 4",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { found, .. } = self;
        format!("this is a value of type {found}, not a condition")
    }

    fn label(&self) -> String {
        "is no condition".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("compare it with something, such as `== 1` or `!= null`".to_owned())
    }
}
