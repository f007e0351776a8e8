//! A keyword where a name must stand (spec 1.6).

use diagnostics::{Diagnose, Fix, Page, Safety, Severity, Span};

use crate::token::Keyword;

/// A keyword where a name must stand (spec 1.6).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeywordAsName {
    /// The keyword.
    pub keyword: Keyword,
    /// Whether it stands before `where`: there a name is quoted as a string.
    pub category: bool,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for KeywordAsName {
    const PAGE: Page = Page {
        id: "eql/keyword-as-name",
        severity: Severity::Error,
        what: "A field or category is named like a keyword and not quoted.",
        why: "Elasticsearch reads the keyword and refuses the query.",
        bad: "any where event.sequence > 1",
        good: "any where event.`sequence` > 1",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        format!("`{}` is a keyword", self.keyword.text())
    }

    fn label(&self) -> String {
        "used as a name here".to_owned()
    }

    fn help(&self) -> Option<String> {
        let quotes = if self.category { "double quotes" } else { "backticks" };
        Some(format!("put the name in {quotes}"))
    }

    fn fix(&self) -> Option<Fix> {
        let quote = if self.category { '"' } else { '`' };
        let text = format!("{quote}{}{quote}", self.keyword.text());
        Some(super::replace("quote the name", self.span, text, Safety::Safe))
    }
}
