//! A number of repetitions that does not exist (spec 13.2, 17.1).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A number of repetitions that does not exist (spec 13.2, 17.1).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadRuns {
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for BadRuns {
    const PAGE: Page = Page {
        id: "eql/bad-runs",
        severity: Severity::Error,
        what: "The number of `with runs` is zero, above 100 or not whole.",
        why: "Elasticsearch refuses it, or silently takes it as 1.",
        bad: "sequence [process where true] with runs=0 [file where true]",
        good: "sequence [process where true] with runs=3 [file where true]",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "`runs` is not a whole number from 1 to 100".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("write how often the stage must occur, such as `with runs=3`".to_owned())
    }
}
