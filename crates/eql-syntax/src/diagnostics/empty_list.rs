//! `in ()` (spec 2.4).

use diagnostics::{Diagnose, Page, Severity, Span};

/// `in ()` (spec 2.4).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EmptyList {
    /// From `(` to `)`.
    pub span: Span,
}

impl Diagnose for EmptyList {
    const PAGE: Page = Page {
        id: "eql/empty-list",
        severity: Severity::Error,
        what: "A list in parentheses has no elements.",
        why: "Elasticsearch refuses the query, and nothing could be in such a list.",
        bad: "process where process.name in ()",
        good: r#"process where process.name in ("cmd.exe")"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "the list is empty".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("write at least one value between the parentheses".to_owned())
    }
}
