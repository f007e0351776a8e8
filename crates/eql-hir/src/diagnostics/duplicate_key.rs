//! A join key that stands twice in a sample (spec 17).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A join key that stands twice in a sample (spec 17).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DuplicateKey {
    /// The key.
    pub key: String,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for DuplicateKey {
    const PAGE: Page = Page {
        id: "eql/duplicate-key",
        severity: Severity::Error,
        what: "A sample joins twice by the same field.",
        why: "Elasticsearch refuses it.",
        bad: "sample by host.id, host.id [process where true] [file where true]",
        good: "sample by host.id [process where true] [file where true]",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { key, .. } = self;
        format!("the join key `{key}` stands twice")
    }

    fn help(&self) -> Option<String> {
        Some("name each key once".to_owned())
    }
}
