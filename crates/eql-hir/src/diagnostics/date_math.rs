//! A date relative to now (spec 9.3).

use diagnostics::{Diagnose, Page, Severity, Span};

/// A date relative to now (spec 9.3).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DateMath {
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for DateMath {
    const PAGE: Page = Page {
        id: "eql/date-math",
        severity: Severity::Error,
        what: "A date field is compared with a text such as `now-1d`.",
        why: "Without a cluster there is no now: the same events would match on one day and not on the next.",
        bad: r#"any where @timestamp > "now-1d""#,
        good: r#"any where @timestamp > "2026-01-31""#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "a date relative to now is not supported".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("write the date out, such as `\"2026-01-31T00:00:00Z\"`".to_owned())
    }
}
