//! A line about what a line before it is about.

use ::diagnostics::{Diagnose, Page, Severity, Span};

/// A line about what a line before it is about.
pub(in crate::import) struct DuplicateLine {
    /// The line, as far as it is shown.
    pub(in crate::import) span: Span,
    /// The id of both.
    pub(in crate::import) id: String,
}

impl Diagnose for DuplicateLine {
    const PAGE: Page = Page {
        id: "import/duplicate-line",
        severity: Severity::Error,
        what: "Two rules, exception lists, items or connectors of a file have the same id.",
        why: "Only the first is imported. Which of them is meant cannot be known.",
        bad: r#"{"author": ["Example"], "description": "A shell starts.", "language": "eql", "meta": {"creation_date": "2026/01/15", "updated_date": "2026/01/15"}, "name": "Shell", "query": "process where true", "risk_score": 47, "rule_id": "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "severity": "medium", "type": "eql"}
{"author": ["Example"], "description": "A shell starts.", "language": "eql", "meta": {"creation_date": "2026/01/15", "updated_date": "2026/01/15"}, "name": "Shell", "query": "process where true", "risk_score": 47, "rule_id": "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "severity": "medium", "type": "eql", "interval": "7m"}
{"exported_count": 2, "exported_rules_count": 2}
"#,
        good: r#"{"author": ["Example"], "description": "A shell starts.", "language": "eql", "meta": {"creation_date": "2026/01/15", "updated_date": "2026/01/15"}, "name": "Shell", "query": "process where true", "risk_score": 47, "rule_id": "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "severity": "medium", "type": "eql"}
{"exported_count": 1, "exported_rules_count": 1}
"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        format!("the line is not imported: `{}` is there before", self.id)
    }

    fn help(&self) -> Option<String> {
        Some("take away one of the two".to_owned())
    }
}
