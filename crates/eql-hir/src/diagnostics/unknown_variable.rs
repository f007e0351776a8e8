//! A variable that no search gives a value (spec 20.2).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A variable that no search gives a value (spec 20.2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownVariable {
    /// Its name, without `$`.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for UnknownVariable {
    const PAGE: Page = Page {
        id: "eql/unknown-variable",
        severity: Severity::Error,
        what: "A `$name` that no `_arraysearch` around it names.",
        why: "Only a search gives a variable a value: an element of its array.",
        bad: r#"api where $entry.symbol_info : "*a*""#,
        good: r#"api where _arraysearch(process.thread.Ext.call_stack, $entry, $entry.symbol_info : "*a*")"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        format!("no `_arraysearch` around it names `${}`", self.name)
    }

    fn help(&self) -> Option<String> {
        Some("use the name that the second argument of the search has".to_owned())
    }
}
