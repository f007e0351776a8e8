//! A field that the mappings of two inputs declare differently.

use diagnostics::{Diagnose, Page, Severity, Span};

/// A field that the mappings of two inputs declare differently.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContradictoryField {
    /// The field.
    pub field: String,
    /// What one mapping says.
    pub one: String,
    /// What another mapping says.
    pub other: String,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for ContradictoryField {
    const PAGE: Page = Page {
        id: "eql/contradictory-field",
        severity: Severity::Error,
        what: "The mappings of two inputs give a field different types, or keep it at different places.",
        why: "One query has one type for a field; Elasticsearch refuses such a search too.",
        bad: "any where size == 5",
        good: r#"any where note == "a""#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { field, one, other, .. } = self;
        format!("`{field}` is {one} in one mapping and {other} in another")
    }

    fn help(&self) -> Option<String> {
        Some("search the inputs one by one, or make the mappings agree".to_owned())
    }
}
