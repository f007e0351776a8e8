//! A rule that an engine cannot hold.

use diagnostics::{Diagnose, Page, Severity, Span};

/// A rule that an engine cannot hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// The engine, as people call it.
    pub backend: &'static str,
    /// Where.
    pub span: Span,
    /// Why: lower case, no full stop.
    pub why: String,
    /// What to do instead.
    pub help: Option<String>,
}

impl Diagnose for Refused {
    const PAGE: Page = Page {
        id: "export/refused",
        severity: Severity::Error,
        what: "A rule is left out of a pack for another engine, which cannot hold what it asks.",
        why: "A rule that finds something else in another engine is a hole that nobody sees. `eqlc export --list` shows what \
              each engine holds.",
        bad: "sequence by host.id with maxspan=1m [process where true] ![file where true]",
        good: "process where process.name : \"cmd.exe\"",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        format!("{} cannot hold this: {}", self.backend, self.why)
    }

    fn help(&self) -> Option<String> {
        self.help.clone()
    }
}
