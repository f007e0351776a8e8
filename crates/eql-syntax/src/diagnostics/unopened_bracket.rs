//! A bracket that closes nothing.

use diagnostics::{Diagnose, Fix, Page, Safety, Severity, Span};

/// A bracket that closes nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnopenedBracket {
    /// The bracket.
    pub bracket: char,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for UnopenedBracket {
    const PAGE: Page = Page {
        id: "eql/unopened-bracket",
        severity: Severity::Error,
        what: "A parenthesis or bracket is closed and not opened.",
        why: "What belongs together cannot be told.",
        bad: r#"process where process.name : "cmd.exe") and process.pid == 4"#,
        good: r#"process where process.name : "cmd.exe" and process.pid == 4"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        format!("this `{}` closes nothing", self.bracket)
    }

    fn help(&self) -> Option<String> {
        Some("take it out, or open it where the group begins".to_owned())
    }

    // Not safe: the opening bracket may be what is missing.
    fn fix(&self) -> Option<Fix> {
        Some(super::replace("take it out", self.span, "", Safety::Unsafe))
    }
}
