//! A sequence of missing events alone (spec 16.1).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A sequence of missing events alone (spec 16.1).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoPositiveStage {
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for NoPositiveStage {
    const PAGE: Page = Page {
        id: "eql/no-positive-stage",
        severity: Severity::Error,
        what: "Every stage of a sequence begins with `![`.",
        why: "There is no event that could match.",
        bad: "sequence with maxspan=1m ![process where true] ![file where true]",
        good: "sequence with maxspan=1m [process where true] ![file where true]",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "a sequence needs one event that is not missing".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("remove one `!`".to_owned())
    }
}
