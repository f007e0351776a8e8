//! `with maxspan=... by ...` in the wrong order (spec 17).

use diagnostics::{Diagnose, Edit, Fix, Page, Safety, Severity, Span};

/// `with maxspan=... by ...` in the wrong order (spec 17).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ByAfterMaxspan {
    /// `with maxspan=...`.
    pub maxspan: Span,
    /// `by ...` as written.
    pub keys: String,
    /// Where `by ...` stands.
    pub span: Span,
}

impl Diagnose for ByAfterMaxspan {
    const PAGE: Page = Page {
        id: "eql/by-after-maxspan",
        severity: Severity::Error,
        what: "The join keys of a sequence stand behind `with maxspan`.",
        why: "Elasticsearch refuses the query.",
        bad: "sequence with maxspan=1m by host.id [process where true] [file where true]",
        good: "sequence by host.id with maxspan=1m [process where true] [file where true]",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "`by` stands behind `with maxspan`".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("write `by` before `with maxspan`".to_owned())
    }

    fn fix(&self) -> Option<Fix> {
        let front = Span { end: self.maxspan.start, ..self.maxspan };
        let behind = Span { start: self.maxspan.end, ..self.span };
        let moved = Edit { span: front, text: format!("{} ", self.keys) };
        let gone = Edit { span: behind, text: String::new() };
        let title = "move `by` to the front".to_owned();
        Some(Fix { title, edits: vec![moved, gone], safety: Safety::Safe })
    }
}
