//! A pattern that is no text (spec 6.4, 7.9).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A pattern that is no text (spec 6.4, 7.9).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PatternNotText {
    /// The operator.
    pub operator: &'static str,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for PatternNotText {
    const PAGE: Page = Page {
        id: "eql/pattern-not-text",
        severity: Severity::Error,
        what: "The right side of `:`, `like` or `regex` is a number, a boolean or null.",
        why: "Elasticsearch refuses it.",
        bad: "process where process.name : 4",
        good: r#"process where process.name : "4""#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { operator, .. } = self;
        format!("`{operator}` needs a text on its right")
    }

    fn help(&self) -> Option<String> {
        Some("use `==` for numbers and booleans, `== null` for an absent field".to_owned())
    }
}
