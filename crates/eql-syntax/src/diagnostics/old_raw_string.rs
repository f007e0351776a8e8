//! `?"..."`, the raw string of old EQL (spec 1.13).

use diagnostics::{Diagnose, Fix, Page, Safety, Severity, Span};

use crate::escapes;
use crate::token::TokenKind;

/// `?"..."`, the raw string of old EQL (spec 1.13).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OldRawString {
    /// The string with its quotes.
    pub written: String,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for OldRawString {
    const PAGE: Page = Page {
        id: "eql/old-raw-string",
        severity: Severity::Error,
        what: "A raw string is written `?\"...\"`.",
        why: "Elasticsearch refuses the query: raw strings have three quotes on each side.",
        bad: r#"file where file.path == ?"C:\Windows\notepad.exe""#,
        good: r#"file where file.path == """C:\Windows\notepad.exe""""#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "raw strings are not written with `?`".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("put three double quotes on each side".to_owned())
    }

    fn fix(&self) -> Option<Fix> {
        let content = escapes::content(TokenKind::OldRaw, &self.written);
        // Whether a backslash before a quote was meant as part of the text cannot be told.
        let plain = !content.contains('"') && !content.contains("\\'");
        let text = format!("\"\"\"{content}\"\"\"");
        plain.then(|| super::replace("use three double quotes", self.span, text, Safety::Safe))
    }
}
