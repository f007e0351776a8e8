//! A comment that allows something and does not say why.

use diagnostics::{Diagnose, Page, Severity, Span};

/// The comment lacks `: because …`.
pub(in crate::check) struct SuppressionWithoutReason {
    /// The comment.
    pub(in crate::check) span: Span,
}

impl Diagnose for SuppressionWithoutReason {
    const PAGE: Page = Page {
        id: "policy/suppression-without-reason",
        severity: Severity::Warning,
        what: "A comment that begins with `eqlc:` does not have the form `# eqlc: allow ID: because REASON`.",
        why: "It allows nothing. Without a reason nobody can tell later whether it still holds.",
        bad: "[metadata]\n# eqlc: allow rule/bad-date\ncreation_date = \"2026/1/15\"\n",
        good: "[metadata]\n# eqlc: allow rule/bad-date: because the file is a test of other readers\ncreation_date = \"2026/1/15\"\n",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "the comment allows nothing: it gives no reason".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("write `# eqlc: allow ID: because REASON`".to_owned())
    }
}
