//! Stages with different numbers of join keys (spec 14.1).

use diagnostics::{Diagnose, Page, Severity, Span};

/// Stages with different numbers of join keys (spec 14.1).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyCount {
    /// Keys of the first stage.
    pub expected: usize,
    /// Keys of this one.
    pub found: usize,
    /// Where the first stage stands.
    pub first: Span,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for KeyCount {
    const PAGE: Page = Page {
        id: "eql/key-count",
        severity: Severity::Error,
        what: "A stage of a sequence has more or fewer join keys than the first.",
        why: "Keys are compared one by one, so each stage needs the same number.",
        bad: "sequence [process where true] by host.id [file where true]",
        good: "sequence [process where true] by host.id [file where true] by host.id",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { expected, found, .. } = self;
        format!("this stage has {found} join keys, the first one has {expected}")
    }

    fn help(&self) -> Option<String> {
        Some("give every stage, and `until`, equally many keys after `by`".to_owned())
    }
}
