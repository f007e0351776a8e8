//! A constant that is no value of the field (spec 5.5, 6.6).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A constant that is no value of the field (spec 5.5, 6.6).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LiteralType {
    /// The type of the constant.
    pub found: &'static str,
    /// The type of the field.
    pub wanted: &'static str,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for LiteralType {
    const PAGE: Page = Page {
        id: "eql/literal-type",
        severity: Severity::Error,
        what: "A constant cannot be converted to the type of the field that it is compared with.",
        why: "Elasticsearch fails while it searches, so the rule never matches.",
        bad: r#"process where process.pid == "abc""#,
        good: "process where process.pid == 4",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { found, wanted, .. } = self;
        format!("this {found} is no value of a field of type {wanted}")
    }

    fn help(&self) -> Option<String> {
        let Self { wanted, .. } = self;
        Some(format!("write a constant of type {wanted}"))
    }
}
