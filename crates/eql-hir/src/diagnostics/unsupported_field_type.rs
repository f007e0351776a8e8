//! A field of a type that EQL cannot read (spec 4.8).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A field of a type that EQL cannot read (spec 4.8).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnsupportedFieldType {
    /// The field.
    pub field: String,
    /// Its type in the mapping.
    pub declared: String,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for UnsupportedFieldType {
    const PAGE: Page = Page {
        id: "eql/unsupported-field-type",
        severity: Severity::Error,
        what: "A field has a type such as `geo_point` or `binary`.",
        why: "Elasticsearch refuses the query.",
        bad: r#"any where source.geo.location == "a""#,
        good: r#"any where source.geo.name == "a""#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { declared, field, .. } = self;
        format!("`{field}` has type `{declared}`, which EQL cannot read")
    }

    fn help(&self) -> Option<String> {
        Some("use a field of another type".to_owned())
    }
}
