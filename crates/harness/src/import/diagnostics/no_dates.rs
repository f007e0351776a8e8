//! A new rule without dates.

use ::diagnostics::{Diagnose, Page, Severity, Span};

/// A new rule without dates.
pub(in crate::import) struct NoDates {
    /// The line, as far as it is shown.
    pub(in crate::import) span: Span,
    /// The date that its file has.
    pub(in crate::import) today: String,
    /// How many such rules there are; the first is told.
    pub(in crate::import) count: usize,
}

impl Diagnose for NoDates {
    const PAGE: Page = Page {
        id: "import/no-dates",
        severity: Severity::Note,
        what: "A new rule does not say when it was made or changed.",
        why: "A rule file must have both dates. They are those of Kibana (`created_at`, `updated_at`), of `meta` where an export of eqlc made it, and today's otherwise.",
        bad: r#"{"author": ["Example"], "description": "A shell starts.", "language": "eql", "name": "Shell", "query": "process where true", "risk_score": 47, "rule_id": "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "severity": "medium", "type": "eql"}
{"exported_count": 1, "exported_rules_count": 1}
"#,
        good: r#"{"author": ["Example"], "description": "A shell starts.", "language": "eql", "meta": {"creation_date": "2026/01/15", "updated_date": "2026/01/15"}, "name": "Shell", "query": "process where true", "risk_score": 47, "rule_id": "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "severity": "medium", "type": "eql"}
{"exported_count": 1, "exported_rules_count": 1}
"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let others = match self.count {
            0 | 1 => String::new(),
            count => format!(", and so have those of {} rules below", count - 1),
        };
        format!("the rule says no dates: its file has {}{others}", self.today)
    }
}
