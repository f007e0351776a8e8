//! `a < b < c` (spec 2.4).

use diagnostics::{Diagnose, Page, Severity, Span};

/// `a < b < c` (spec 2.4).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChainedComparison {
    /// The second operator as written.
    pub operator: &'static str,
    /// The second operator.
    pub span: Span,
}

impl Diagnose for ChainedComparison {
    const PAGE: Page = Page {
        id: "eql/chained-comparison",
        severity: Severity::Error,
        what: "A comparison is compared again.",
        why: "Elasticsearch refuses the query: a comparison has two sides.",
        bad: "network where 1024 < source.port < 49152",
        good: "network where 1024 < source.port and source.port < 49152",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        format!("`{}` follows another comparison", self.operator)
    }

    fn help(&self) -> Option<String> {
        Some("join two comparisons with `and`, or put the first in parentheses".to_owned())
    }
}
