//! Something else than a literal behind `:`, `like` or `regex` (spec 2.5).

use diagnostics::{Diagnose, Page, Severity, Span};

/// Something else than a literal behind `:`, `like` or `regex` (spec 2.5).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PatternNotConstant {
    /// The operator as written.
    pub operator: &'static str,
    /// What stands in place of a literal.
    pub span: Span,
}

impl Diagnose for PatternNotConstant {
    const PAGE: Page = Page {
        id: "eql/pattern-not-constant",
        severity: Severity::Error,
        what: "The right side of `:`, `like` or `regex` is not a literal or a list of literals.",
        why: "Elasticsearch refuses the query: it compiles the pattern before it sees an event.",
        bad: "process where process.name : process.parent.name",
        good: r#"process where process.name : "cmd.exe""#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        format!("the pattern behind `{}` is not a literal", self.operator)
    }

    fn help(&self) -> Option<String> {
        Some("write a string, or a list of strings in parentheses".to_owned())
    }
}
