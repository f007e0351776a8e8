//! A text operator on a field that is no text (spec 6.4, 6.5).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A text operator on a field that is no text (spec 6.4, 6.5).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotAText {
    /// The operator.
    pub operator: &'static str,
    /// The type of the left side.
    pub found: &'static str,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for NotAText {
    const PAGE: Page = Page {
        id: "eql/not-a-text",
        severity: Severity::Error,
        what: "The left side of `:`, `like`, `regex` or `in~` is a number, address, date or boolean.",
        why: "Elasticsearch refuses the query.",
        bad: r#"process where process.pid : "4""#,
        good: "process where process.pid == 4",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { found, operator, .. } = self;
        format!("`{operator}` needs a text on its left, not a {found}")
    }

    fn help(&self) -> Option<String> {
        Some("use `==` or `in`, or `string(...)` to make it a text".to_owned())
    }
}
