//! A regular expression that cannot be read or run (spec 9.5).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A regular expression that cannot be read or run (spec 9.5).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadRegex {
    /// What the regex reader said.
    pub error: String,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for BadRegex {
    const PAGE: Page = Page {
        id: "eql/bad-regex",
        severity: Severity::Error,
        what: "A pattern of `regex` cannot be read, is too large, or uses an operator that is not run yet.",
        why: "The query fails in Elasticsearch, or would match something else than its author thinks.",
        bad: r#"process where process.name regex "a(""#,
        good: r#"process where process.name regex "a\\(""#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        self.error.clone()
    }

    fn help(&self) -> Option<String> {
        Some("the syntax is Lucene's: the whole value must match, and `~ & @ # < > \"` must be escaped to stand for themselves".to_owned())
    }
}
