//! A query nested deeper than the parser follows.

use diagnostics::{Diagnose, Page, Severity, Span};

use crate::MAX_DEPTH;

/// A query nested deeper than the parser follows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TooDeep {
    /// Where the limit is passed.
    pub span: Span,
}

impl Diagnose for TooDeep {
    const PAGE: Page = Page {
        id: "eql/too-deep",
        severity: Severity::Error,
        what: "Parentheses, `not`, signs, calls or arithmetic are nested without end.",
        why: "Each level takes memory of every tool that reads the query; no rule needs this many.",
        bad: "any where \
              ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((\
              ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((\
              true\
              ))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))\
              ))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))",
        good: "any where ((((true))))",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        format!("the query is nested deeper than {MAX_DEPTH} levels")
    }

    fn help(&self) -> Option<String> {
        Some("take away parentheses; long `and`, `or` and lists do not count".to_owned())
    }
}
