//! An element of an array is asked for (spec 4.7).

use diagnostics::{Diagnose, Page, Severity, Span};

/// An element of an array is asked for (spec 4.7).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ArrayIndex {
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for ArrayIndex {
    const PAGE: Page = Page {
        id: "eql/array-index",
        severity: Severity::Error,
        what: "A field is followed by an index in brackets.",
        why: "Elasticsearch keeps the values of a field without their order, so there is no first one.",
        bad: r#"process where process.args[0] == "-c""#,
        good: r#"process where process.args == "-c""#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "an element of an array cannot be asked for".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("name the field alone: a comparison holds when some element fulfils it".to_owned())
    }
}
