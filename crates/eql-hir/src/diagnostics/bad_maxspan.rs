//! A time span that does not exist (spec 13.4).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A time span that does not exist (spec 13.4).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadMaxspan {
    /// What is wrong with it.
    pub problem: MaxspanProblem,
    /// Where it stands.
    pub span: Span,
}

/// What is wrong with a time span.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MaxspanProblem {
    /// A number alone.
    NoUnit,
    /// Zero.
    NotPositive,
    /// A fraction, or a number beyond 64 bits.
    Decimal,
    /// More milliseconds than fit 64 bits.
    TooLong,
    /// A unit that does not exist.
    UnknownUnit(String),
}

impl Diagnose for BadMaxspan {
    const PAGE: Page = Page {
        id: "eql/bad-maxspan",
        severity: Severity::Error,
        what: "The time span of a sequence has no unit, an unknown one, a fraction, or is zero.",
        why: "Elasticsearch refuses the query.",
        bad: "sequence with maxspan=30 [process where true] [file where true]",
        good: "sequence with maxspan=30s [process where true] [file where true]",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        match &self.problem {
            MaxspanProblem::NoUnit => "`maxspan` has no unit".to_owned(),
            MaxspanProblem::NotPositive => "`maxspan` is not above zero".to_owned(),
            MaxspanProblem::TooLong => "`maxspan` is longer than time can be told".to_owned(),
            MaxspanProblem::Decimal => "`maxspan` is not a whole number".to_owned(),
            MaxspanProblem::UnknownUnit(unit) => format!("`{unit}` is no unit of time"),
        }
    }

    fn help(&self) -> Option<String> {
        Some("write a positive whole number and one of `ms`, `s`, `m`, `h`, `d`, such as `maxspan=30s`".to_owned())
    }
}
