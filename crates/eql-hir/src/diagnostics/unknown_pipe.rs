//! A pipe that does not exist (spec 17).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A pipe that does not exist (spec 17).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownPipe {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for UnknownPipe {
    const PAGE: Page = Page {
        id: "eql/unknown-pipe",
        severity: Severity::Error,
        what: "A pipe has a name that EQL does not have.",
        why: "Elasticsearch refuses the query.",
        bad: "process where true | first 1",
        good: "process where true | head 1",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { name, .. } = self;
        format!("there is no pipe `{name}`")
    }

    fn help(&self) -> Option<String> {
        Some("the pipes are `head` and `tail`".to_owned())
    }
}
