//! A sample that nothing joins (spec 17).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A sample that nothing joins (spec 17).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SampleWithoutKey {
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for SampleWithoutKey {
    const PAGE: Page = Page {
        id: "eql/sample-without-key",
        severity: Severity::Error,
        what: "A sample has no join key.",
        why: "Elasticsearch refuses it.",
        bad: "sample [process where true] [file where true]",
        good: "sample by host.id [process where true] [file where true]",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "a sample needs a join key".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("write `by` and a field behind `sample`".to_owned())
    }
}
