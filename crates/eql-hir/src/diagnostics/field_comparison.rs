//! Two fields compared with each other (spec 6.3).

use diagnostics::{Diagnose, Page, Severity, Span};

/// Two fields compared with each other (spec 6.3).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldComparison {
    /// The operator.
    pub operator: &'static str,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for FieldComparison {
    const PAGE: Page = Page {
        id: "eql/field-comparison",
        severity: Severity::Error,
        what: "Both sides of a comparison, or an element of a list, depend on the event.",
        why: "Elasticsearch has no comparison of two fields.",
        bad: "process where process.pid == process.parent.pid",
        good: "process where process.pid - process.parent.pid == 0",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { operator, .. } = self;
        format!("`{operator}` compares with a constant only")
    }

    fn label(&self) -> String {
        "depends on the event".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("one side must be a constant; a function may take two fields, such as `stringContains(process.command_line, process.name)`; `--dialect endpoint` compares fields".to_owned())
    }
}
