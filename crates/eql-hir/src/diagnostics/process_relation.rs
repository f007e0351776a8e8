//! A relation between processes (spec 6.8).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A relation between processes (spec 6.8).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProcessRelation {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for ProcessRelation {
    const PAGE: Page = Page {
        id: "eql/process-relation",
        severity: Severity::Error,
        what: "A condition such as `child of [...]`.",
        why: "It belongs to another dialect; Elasticsearch refuses it.",
        bad: "process where child of [process where true]",
        good: r#"process where process.parent.name == "a""#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { name, .. } = self;
        format!("`{name} of` does not run in Elasticsearch")
    }

    fn help(&self) -> Option<String> {
        Some("join the processes in a sequence by `process.entity_id` and `process.parent.entity_id`, or read the query with `--dialect endpoint`".to_owned())
    }
}
