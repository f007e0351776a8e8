//! An option of a stage that does not exist (spec 17).

use diagnostics::{Diagnose, Page, Severity, Span};

/// An option of a stage that does not exist (spec 17).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownStageOption {
    /// The name.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for UnknownStageOption {
    const PAGE: Page = Page {
        id: "eql/unknown-stage-option",
        severity: Severity::Error,
        what: "A stage ends in `with` and something else than `runs`.",
        why: "Elasticsearch refuses it.",
        bad: "sequence [process where true] with repeat=2 [file where true]",
        good: "sequence [process where true] with runs=2 [file where true]",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { name, .. } = self;
        format!("a stage has no option `{name}`")
    }

    fn help(&self) -> Option<String> {
        Some("the only one is `with runs=N`".to_owned())
    }
}
