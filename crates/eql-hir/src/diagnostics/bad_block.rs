//! A text that is no block of addresses (spec 12.13).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A text that is no block of addresses (spec 12.13).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadBlock {
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for BadBlock {
    const PAGE: Page = Page {
        id: "eql/bad-block",
        severity: Severity::Error,
        what: "A constant of `cidrMatch` cannot be read as a block of addresses.",
        why: "Elasticsearch fails while it searches, so the rule never matches.",
        bad: r#"any where cidrMatch(source.ip, "10.0.0")"#,
        good: r#"any where cidrMatch(source.ip, "10.0.0.0/8")"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "this is no block of addresses".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("write an address and a length, such as `\"10.0.0.0/8\"`".to_owned())
    }
}
