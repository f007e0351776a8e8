//! A pipe without its one number (spec 17, 18.3).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A pipe without its one number (spec 17, 18.3).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PipeArgument {
    /// The pipe.
    pub pipe: &'static str,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for PipeArgument {
    const PAGE: Page = Page {
        id: "eql/pipe-argument",
        severity: Severity::Error,
        what: "The argument of `head` or `tail` is absent, not alone, no constant, negative or no whole number.",
        why: "Elasticsearch refuses it.",
        bad: "process where true | head -1",
        good: "process where true | head 1",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { pipe, .. } = self;
        format!("`{pipe}` takes one whole number, zero or more")
    }

    fn help(&self) -> Option<String> {
        Some("write how many results to keep, such as `| head 5`".to_owned())
    }
}
