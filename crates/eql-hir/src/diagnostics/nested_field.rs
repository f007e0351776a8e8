//! A field of type `nested` or below one (spec 4.8).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A field of type `nested` or below one (spec 4.8).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NestedField {
    /// The field.
    pub field: String,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for NestedField {
    const PAGE: Page = Page {
        id: "eql/nested-field",
        severity: Severity::Error,
        what: "A field is nested, or lies below one that is.",
        why: "EQL reads flat fields only.",
        bad: r#"any where dll.pe.sections.name == "a""#,
        good: r#"any where process.name == "a""#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { field, .. } = self;
        format!("`{field}` is a nested field, which EQL cannot read")
    }

    fn help(&self) -> Option<String> {
        Some("use a field that is not nested".to_owned())
    }
}
