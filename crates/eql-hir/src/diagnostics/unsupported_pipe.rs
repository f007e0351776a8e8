//! A pipe of the older language (spec 17, 19).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A pipe of the older language (spec 17, 19).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnsupportedPipe {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for UnsupportedPipe {
    const PAGE: Page = Page {
        id: "eql/unsupported-pipe",
        severity: Severity::Error,
        what: "A pipe such as `count`, `unique` or `sort`.",
        why: "Endgame had it; Elasticsearch refuses it.",
        bad: "process where true | count",
        good: "process where true | head 1",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { name, .. } = self;
        format!("the pipe `{name}` does not run in Elasticsearch")
    }

    fn help(&self) -> Option<String> {
        Some("the pipes are `head` and `tail`".to_owned())
    }
}
