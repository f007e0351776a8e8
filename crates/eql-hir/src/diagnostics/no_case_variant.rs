//! `~` on a function that has no letter-case rule (spec 11.2).

use diagnostics::{Diagnose, Page, Severity, Span};

/// `~` on a function that has no letter-case rule (spec 11.2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoCaseVariant {
    /// The function.
    pub function: &'static str,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for NoCaseVariant {
    const PAGE: Page = Page {
        id: "eql/no-case-variant",
        severity: Severity::Error,
        what: "A function is called with `~` that does not look at letter case.",
        why: "Elasticsearch refuses the query.",
        bad: "process where length~(process.name) > 5",
        good: "process where length(process.name) > 5",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { function, .. } = self;
        format!("`{function}` has no variant that ignores case")
    }

    fn help(&self) -> Option<String> {
        Some("remove the `~`".to_owned())
    }
}
