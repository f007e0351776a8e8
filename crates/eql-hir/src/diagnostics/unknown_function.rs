//! A function that does not exist (spec 6.1, 11.1).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A function that does not exist (spec 6.1, 11.1).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownFunction {
    /// The name.
    pub name: String,
    /// The function whose name is nearest.
    pub nearest: Option<&'static str>,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for UnknownFunction {
    const PAGE: Page = Page {
        id: "eql/unknown-function",
        severity: Severity::Error,
        what: "A function is called that EQL does not have.",
        why: "Elasticsearch refuses the query.",
        bad: "process where lenght(process.name) > 5",
        good: "process where length(process.name) > 5",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { name, .. } = self;
        format!("there is no function `{name}`")
    }

    fn help(&self) -> Option<String> {
        if self.name.eq_ignore_ascii_case("_arraysearch") {
            return Some("read the query with `--dialect endpoint`".to_owned());
        }
        self.nearest.map(|nearest| format!("did you mean `{nearest}`?"))
    }
}
