//! `until` with `!` or `runs` (spec 15.8).

use diagnostics::{Diagnose, Page, Severity, Span};

/// `until` with `!` or `runs` (spec 15.8).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UntilNotPlain {
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for UntilNotPlain {
    const PAGE: Page = Page {
        id: "eql/until-not-plain",
        severity: Severity::Error,
        what: "The stage after `until` is a missing event or is repeated.",
        why: "Elasticsearch reads it but makes something else of it.",
        bad: "sequence [a where true] [b where true] until [c where true] with runs=2",
        good: "sequence [a where true] [b where true] until [c where true]",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "`until` takes one plain event".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("write `until [category where condition]`".to_owned())
    }
}
