//! A field whose values cannot be compared as a whole (spec 5.3).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A field whose values cannot be compared as a whole (spec 5.3).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InexactField {
    /// The field.
    pub field: String,
    /// Whether it is a keyword with a normalizer, not a text without a keyword beside it.
    pub normalized: bool,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for InexactField {
    const PAGE: Page = Page {
        id: "eql/inexact-field",
        severity: Severity::Error,
        what: "The mapping keeps the words of a field, or a changed text, but not the text itself.",
        why: "Elasticsearch refuses the query: there is nothing to compare with.",
        bad: r#"any where note.words == "a""#,
        good: r#"any where note == "a""#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { field, normalized, .. } = self;
        if *normalized {
            format!("`{field}` has a normalizer, so its values cannot be compared")
        } else {
            format!(
                "`{field}` is a text without an exact sub-field, so its values cannot be compared"
            )
        }
    }

    fn help(&self) -> Option<String> {
        Some("use a field of type `keyword`, or give this one such a sub-field".to_owned())
    }
}
