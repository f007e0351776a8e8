//! A relation that does not exist (spec 20.4).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A relation that does not exist (spec 20.4).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownRelation {
    /// Its name.
    pub name: String,
    /// Whether its filter stands in `![...]`.
    pub missing: bool,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for UnknownRelation {
    const PAGE: Page = Page {
        id: "eql/unknown-relation",
        severity: Severity::Error,
        what: "A `name of [...]` with an unknown name, or with a missing event.",
        why: "There are three relations: `child of`, `descendant of` and `event of`.",
        bad: "process where parent of [process where true]",
        good: "process where child of [process where true]",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { name, missing, .. } = self;
        match missing {
            true => format!("`{name} of` takes a filter in `[...]`, not a missing event"),
            false => format!("there is no relation `{name} of`"),
        }
    }

    fn help(&self) -> Option<String> {
        Some("use `child of`, `descendant of` or `event of`, with a filter in `[...]`".to_owned())
    }
}
