//! A sequence that is too long (spec 13.3).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A sequence that is too long (spec 13.3).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TooManyStages {
    /// How many stages it has.
    pub count: usize,
    /// How many it may have.
    pub limit: usize,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for TooManyStages {
    const PAGE: Page = Page {
        id: "eql/too-many-stages",
        severity: Severity::Error,
        what: "A sequence has more than 256 stages after `runs` is expanded.",
        why: "Elasticsearch refuses it.",
        bad: "sequence [a where true] with runs=100 [b where true] with runs=100 [c where true] with runs=100",
        good: "sequence [a where true] with runs=100 [b where true] with runs=100",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { count, limit, .. } = self;
        format!("a sequence has at most {limit} stages, this one has {count}")
    }

    fn help(&self) -> Option<String> {
        Some("lower `runs` or split the rule".to_owned())
    }
}
