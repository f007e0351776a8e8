//! `=` where a comparison is meant (spec 1.14).

use diagnostics::{Diagnose, Fix, Page, Safety, Severity, Span};

/// `=` where a comparison is meant (spec 1.14).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assignment {
    /// The `=`.
    pub span: Span,
}

impl Diagnose for Assignment {
    const PAGE: Page = Page {
        id: "eql/assignment",
        severity: Severity::Error,
        what: "Two values are compared with `=`.",
        why: "`=` only gives `maxspan` and `runs` their number; Elasticsearch refuses it elsewhere.",
        bad: r#"process where process.name = "cmd.exe""#,
        good: r#"process where process.name == "cmd.exe""#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "`=` does not compare".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("write `==`, or `:` to ignore letter case".to_owned())
    }

    fn fix(&self) -> Option<Fix> {
        Some(super::replace("use `==`", self.span, "==", Safety::Safe))
    }
}
