//! A file that lacks what it counts or names.

use ::diagnostics::{Diagnose, Page, Severity, Span};

/// A file that lacks what it counts or names.
pub(in crate::import) struct Incomplete {
    /// The line, as far as it is shown.
    pub(in crate::import) span: Span,
    /// What is absent.
    pub(in crate::import) problem: String,
}

impl Diagnose for Incomplete {
    const PAGE: Page = Page {
        id: "import/incomplete",
        severity: Severity::Warning,
        what: "A file of rules has not what its last line counts, has no such line, or lacks an exception list or connector that a rule names.",
        why: "It was cut off, put together of several, or exported without all that belongs to it.",
        bad: r#"{"author": ["Example"], "description": "A shell starts.", "language": "eql", "meta": {"creation_date": "2026/01/15", "updated_date": "2026/01/15"}, "name": "Shell", "query": "process where true", "risk_score": 47, "rule_id": "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "severity": "medium", "type": "eql"}
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
        format!("the file is not complete: {}", self.problem)
    }

    fn help(&self) -> Option<String> {
        Some("export it again, or count anew in its last line".to_owned())
    }
}
