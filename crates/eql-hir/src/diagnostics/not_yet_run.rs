//! A construct that is read but not run yet.

use diagnostics::{Diagnose, Page, Severity, Span};

/// A construct that is read but not run yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotYetRun {
    /// What it is, in the plural.
    pub construct: &'static str,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for NotYetRun {
    const PAGE: Page = Page {
        id: "eql/not-yet-run",
        severity: Severity::Error,
        what: "The query uses a part of EQL that this version reads but cannot run.",
        why: "Running the rest of the query would give another answer than Elasticsearch.",
        bad: r#"process where true | head 1"#,
        good: r#"process where true"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { construct, .. } = self;
        format!("{construct} are not run yet")
    }

    fn help(&self) -> Option<String> {
        Some("nothing is left out silently: this query does not run at all".to_owned())
    }
}
