//! A line that is no rule, list or connector whatever is made of it.

use ::diagnostics::{Diagnose, Page, Severity, Span};

/// A line that is no rule, list or connector whatever is made of it.
pub(in crate::import) struct BadLine {
    /// The line, as far as it is shown.
    pub(in crate::import) span: Span,
    /// What is wrong with it: lower case, no full stop.
    pub(in crate::import) problem: String,
}

impl Diagnose for BadLine {
    const PAGE: Page = Page {
        id: "import/bad-line",
        severity: Severity::Error,
        what: "A line of a file of rules is no JSON object, has a key twice, is too long or too deep, or lacks the id of what it is about.",
        why: "It is not imported: a guess at what was meant would be a rule that nobody wrote.",
        bad: r#"{"rule_id": "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "name": "Sh
{"author": ["Example"], "description": "A shell starts.", "language": "eql", "meta": {"creation_date": "2026/01/15", "updated_date": "2026/01/15"}, "name": "Shell", "query": "process where true", "risk_score": 47, "rule_id": "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "severity": "medium", "type": "eql"}
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
        format!("the line is not imported: {}", self.problem)
    }
}
