//! A comma with nothing behind it (spec 2.4).

use diagnostics::{Diagnose, Fix, Page, Safety, Severity, Span};

/// A comma with nothing behind it (spec 2.4).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TrailingComma {
    /// The comma.
    pub span: Span,
}

impl Diagnose for TrailingComma {
    const PAGE: Page = Page {
        id: "eql/trailing-comma",
        severity: Severity::Error,
        what: "A list ends with a comma.",
        why: "Elasticsearch refuses the query.",
        bad: r#"process where process.name in ("cmd.exe", "powershell.exe",)"#,
        good: r#"process where process.name in ("cmd.exe", "powershell.exe")"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "nothing follows the comma".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("leave the last comma out".to_owned())
    }

    fn fix(&self) -> Option<Fix> {
        Some(super::replace("leave the comma out", self.span, "", Safety::Safe))
    }
}
