//! A sequence of one stage (spec 17).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A sequence of one stage (spec 17).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SingleStage {
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for SingleStage {
    const PAGE: Page = Page {
        id: "eql/single-stage",
        severity: Severity::Error,
        what: "A sequence has one stage only.",
        why: "Elasticsearch refuses it.",
        bad: "sequence [process where true]",
        good: "sequence [process where true] [file where true]",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "a sequence needs two stages or more".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("add a stage, repeat it `with runs=2`, or write a plain event query".to_owned())
    }
}
