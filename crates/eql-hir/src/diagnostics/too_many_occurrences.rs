//! An expression with very many fields.

use diagnostics::{Diagnose, Page, Severity, Span};

/// An expression with very many fields.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TooManyOccurrences {
    /// How many it may have.
    pub limit: usize,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for TooManyOccurrences {
    const PAGE: Page = Page {
        id: "eql/too-many-occurrences",
        severity: Severity::Error,
        what: "One computed leaf names very many fields, each of which may have many values.",
        why: "Each one multiplies the choices that have to be tried for an event.",
        bad: r#"any where concat(a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a) == "x""#,
        good: r#"any where concat(a, a) == "x""#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { limit, .. } = self;
        format!("this expression names more than {limit} fields")
    }

    fn help(&self) -> Option<String> {
        Some("split it with `and` or `or`".to_owned())
    }
}
