//! A keyword in other letters than lower case (spec 1.3).

use diagnostics::{Diagnose, Fix, Page, Safety, Severity, Span};

use crate::token::Keyword;

/// A keyword in other letters than lower case (spec 1.3).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UpperCaseKeyword {
    /// The keyword that is meant.
    pub keyword: Keyword,
    /// As written.
    pub written: String,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for UpperCaseKeyword {
    const PAGE: Page = Page {
        id: "eql/upper-case-keyword",
        severity: Severity::Error,
        what: "A keyword is written in upper case.",
        why: "Elasticsearch reads it as a name and refuses the query.",
        bad: r#"process where process.name == "cmd.exe" AND process.pid == 4"#,
        good: r#"process where process.name == "cmd.exe" and process.pid == 4"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        format!("`{}` is not a keyword", self.written)
    }

    fn help(&self) -> Option<String> {
        Some(format!("keywords are lower case: write `{}`", self.keyword.text()))
    }

    fn fix(&self) -> Option<Fix> {
        let word = self.keyword.text();
        Some(super::replace(format!("write `{word}`"), self.span, word, Safety::Safe))
    }
}
