//! A call with too few or too many arguments (spec 6.2).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A call with too few or too many arguments (spec 6.2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WrongArgumentCount {
    /// The function.
    pub function: &'static str,
    /// How many it takes, in words.
    pub wanted: String,
    /// How many there are.
    pub found: usize,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for WrongArgumentCount {
    const PAGE: Page = Page {
        id: "eql/wrong-argument-count",
        severity: Severity::Error,
        what: "A function is called with too few or too many arguments.",
        why: "Elasticsearch refuses the query.",
        bad: "process where length() > 5",
        good: "process where length(process.name) > 5",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { found, function, wanted, .. } = self;
        format!("`{function}` takes {wanted}, not {found}")
    }

    fn help(&self) -> Option<String> {
        Some("see the signature of the function".to_owned())
    }
}
