//! A join key that is computed (spec 14.2).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A join key that is computed (spec 14.2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyNotField {
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for KeyNotField {
    const PAGE: Page = Page {
        id: "eql/key-not-field",
        severity: Severity::Error,
        what: "What stands after `by` is a function, arithmetic or a constant.",
        why: "Elasticsearch joins by fields only.",
        bad: "sequence by process.pid * 2 [process where true] [file where true]",
        good: "sequence by process.pid [process where true] [file where true]",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "a join key must be a plain field".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("name the field alone after `by`".to_owned())
    }
}
