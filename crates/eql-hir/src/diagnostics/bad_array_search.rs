//! A search without the parts that it needs (spec 20.1).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A search without the parts that it needs (spec 20.1).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadArraySearch {
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for BadArraySearch {
    const PAGE: Page = Page {
        id: "eql/bad-array-search",
        severity: Severity::Error,
        what: "A `_arraysearch` with something else than a field, a variable and a condition.",
        why: "The search cannot be read in another way.",
        bad: r#"process where _arraysearch(process.args, arg, arg == "x")"#,
        good: r#"process where _arraysearch(process.args, $arg, $arg == "x")"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "`_arraysearch` takes an array field, a variable and a condition".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("write `_arraysearch(array, $name, condition)`".to_owned())
    }
}
