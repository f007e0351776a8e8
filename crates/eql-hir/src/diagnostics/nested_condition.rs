//! A search or relation inside a function (spec 20).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A search or relation inside a function (spec 20).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NestedCondition {
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for NestedCondition {
    const PAGE: Page = Page {
        id: "eql/nested-condition",
        severity: Severity::Error,
        what: "A `_arraysearch` or `descendant of` that stands in the argument of a function or in arithmetic.",
        why: "It is a condition of its own and has no value to compute with.",
        bad: r#"process where concat(_arraysearch(process.args, $arg, $arg == "x")) == "true""#,
        good: r#"process where _arraysearch(process.args, $arg, $arg == "x")"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "a search or relation cannot stand inside a function".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("join it to other conditions with `and`, `or` and `not`".to_owned())
    }
}
