//! A policy about a check that does not exist.

use diagnostics::{Diagnose, Page, Severity, Span};

use crate::check::UnknownId;

/// A name that no check has.
pub(in crate::check) struct UnknownCheck<'a> {
    /// The name.
    pub(in crate::check) span: Span,
    pub(in crate::check) unknown: &'a UnknownId,
}

impl Diagnose for UnknownCheck<'_> {
    const PAGE: Page = Page {
        id: "policy/unknown-check",
        severity: Severity::Warning,
        what: "An `eqlc.toml` or a comment of a rule names a check that does not exist.",
        why: "The policy does nothing, whatever its author meant.",
        bad: "[metadata]\n# eqlc: allow rule/bad-dat: because the day is not known\ncreation_date = \"2026/01/15\"\n",
        good: "[metadata]\ncreation_date = \"2026/01/15\"\n",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        format!("there is no check `{}`", self.unknown.id)
    }

    fn help(&self) -> Option<String> {
        let similar = self.unknown.similar.map(|similar| format!("did you mean `{similar}`?"));
        similar.or_else(|| Some("`eqlc explain --list` shows all checks".to_owned()))
    }
}
