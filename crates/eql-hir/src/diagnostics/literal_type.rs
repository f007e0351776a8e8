//! A constant that is no value of what it is compared with (spec 5.5, 6.6).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A constant that is no value of what it is compared with (spec 5.5, 6.6).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LiteralType {
    /// The type of the constant.
    pub found: &'static str,
    /// The type of the field or expression.
    pub wanted: &'static str,
    /// Whether it is compared with something computed.
    pub computed: bool,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for LiteralType {
    const PAGE: Page = Page {
        id: "eql/literal-type",
        severity: Severity::Error,
        what: "A constant cannot be converted to the type of the field or expression that it is compared with.",
        why: "Elasticsearch fails while it searches, or finds nothing, so the rule never matches.",
        bad: r#"process where process.pid == "abc""#,
        good: "process where process.pid == 4",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { found, wanted, computed, .. } = self;
        let other = if *computed { "an expression" } else { "a field" };
        format!("this {found} is no value of {other} of type {wanted}")
    }

    fn help(&self) -> Option<String> {
        let Self { wanted, .. } = self;
        Some(format!("write a constant of type {wanted}"))
    }
}
