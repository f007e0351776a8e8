//! A string that its line does not close (spec 1.9, 1.11).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A string that its line does not close (spec 1.9, 1.11).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnterminatedString {
    /// What closes it.
    pub quote: &'static str,
    /// What opens it.
    pub span: Span,
}

impl Diagnose for UnterminatedString {
    const PAGE: Page = Page {
        id: "eql/unterminated-string",
        severity: Severity::Error,
        what: "A string is not closed on its line.",
        why: "Where the text ends cannot be told; a string cannot go over a line break.",
        bad: r#"process where process.name == "cmd.exe"#,
        good: r#"process where process.name == "cmd.exe""#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "the string has no end on its line".to_owned()
    }

    fn help(&self) -> Option<String> {
        let advice = format!("write `{}` where it ends", self.quote);
        Some(match self.quote {
            "\"" => advice + "; a quote in the text is `\\\"`, a backslash at its end `\\\\`",
            _ => advice,
        })
    }
}
