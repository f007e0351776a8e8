//! An argument that must be a constant (spec 6.7).

use diagnostics::{Diagnose, Page, Severity, Span};

/// An argument that must be a constant (spec 6.7).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ArgumentNotConstant {
    /// The function.
    pub function: &'static str,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for ArgumentNotConstant {
    const PAGE: Page = Page {
        id: "eql/argument-not-constant",
        severity: Severity::Error,
        what: "An argument depends on the event where the function needs a constant.",
        why: "Elasticsearch refuses the query.",
        bad: "any where cidrMatch(source.ip, source.address)",
        good: r#"any where cidrMatch(source.ip, "10.0.0.0/8")"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { function, .. } = self;
        format!("`{function}` needs a constant here")
    }

    fn help(&self) -> Option<String> {
        Some("write the value itself".to_owned())
    }
}
