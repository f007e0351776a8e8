//! A rule that finds something else in an engine.

use diagnostics::{Diagnose, Page, Severity, Span};

/// A rule that finds something else in an engine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lossy {
    /// The engine, as people call it.
    pub backend: &'static str,
    /// Where.
    pub span: Span,
    /// What is lost: lower case, no full stop.
    pub what: String,
    /// Whether it is written all the same.
    pub written: bool,
    /// What to do instead.
    pub help: Option<String>,
}

impl Diagnose for Lossy {
    const PAGE: Page = Page {
        id: "export/lossy",
        severity: Severity::Warning,
        what: "A rule finds something else in another engine on some events.",
        why: "The engine has no way to say what the rule says, only something near it. Such a rule is left out of a pack, \
              which is an error, unless `--allow-lossy` is given; then the loss stands in it as a comment.",
        bad: "sequence by host.id with maxspan=1m [process where true] [file where true]",
        good: "process where process.name : \"cmd.exe\"",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let fate = if self.written { "is written" } else { "is left out" };
        format!("the rule differs in {} and {fate}: {}", self.backend, self.what)
    }

    fn help(&self) -> Option<String> {
        let advice = || "write it all the same with `--allow-lossy`".to_owned();
        self.help.clone().or_else(|| (!self.written).then(advice))
    }
}
