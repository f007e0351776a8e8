//! `?category where` (spec 4.9).

use diagnostics::{Diagnose, Fix, Page, Safety, Severity, Span};

/// `?category where` (spec 4.9).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OptionalCategory {
    /// The `?`.
    pub span: Span,
}

impl Diagnose for OptionalCategory {
    const PAGE: Page = Page {
        id: "eql/optional-category",
        severity: Severity::Error,
        what: "An event category is marked as optional.",
        why: "Elasticsearch refuses the query: only fields can be optional.",
        bad: "?process where true",
        good: "process where true",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "an event category cannot be optional".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("leave the `?` out; `any where` is every category".to_owned())
    }

    fn fix(&self) -> Option<Fix> {
        Some(super::replace("leave the `?` out", self.span, "", Safety::Safe))
    }
}
