//! A category in backticks (spec 3.4).

use diagnostics::{Diagnose, Fix, Page, Safety, Severity, Span};

/// A category in backticks (spec 3.4).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuotedCategory {
    /// The category as a string.
    pub quoted: String,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for QuotedCategory {
    const PAGE: Page = Page {
        id: "eql/quoted-category",
        severity: Severity::Error,
        what: "An event category stands in backticks.",
        why: "Elasticsearch refuses the query: backticks quote fields, double quotes categories.",
        bad: "`my-category` where true",
        good: r#""my-category" where true"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "an event category cannot stand in backticks".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("put it in double quotes".to_owned())
    }

    fn fix(&self) -> Option<Fix> {
        Some(super::replace("use double quotes", self.span, self.quoted.clone(), Safety::Safe))
    }
}
