//! A value that is not in the file as in its line.

use ::diagnostics::{Diagnose, Page, Severity, Span};

/// A value that is not in the file as in its line.
pub(in crate::import) struct ChangedValue {
    /// The line, as far as it is shown.
    pub(in crate::import) span: Span,
    /// The key that differs.
    pub(in crate::import) key: String,
}

impl Diagnose for ChangedValue {
    const PAGE: Page = Page {
        id: "import/changed-value",
        severity: Severity::Warning,
        what: "An export of the rule file would not say the same as the line that it was made of.",
        why: "Every imported file is read again and compared. A plugin in a note may be written anew, and what TOML cannot hold is left out.",
        bad: r#"{"author": ["Example"], "description": "A shell starts.", "language": "eql", "meta": {"creation_date": "2026/01/15", "updated_date": "2026/01/15"}, "name": "Shell", "query": "process where true", "risk_score": 47, "rule_id": "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "severity": "medium", "type": "eql", "note": "!{osquery{\"query\": \"SELECT 1\", \"label\": \"a\"}}"}
{"exported_count": 1, "exported_rules_count": 1}
"#,
        good: r#"{"author": ["Example"], "description": "A shell starts.", "language": "eql", "meta": {"creation_date": "2026/01/15", "updated_date": "2026/01/15"}, "name": "Shell", "query": "process where true", "risk_score": 47, "rule_id": "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "severity": "medium", "type": "eql", "note": "!{osquery{\"label\":\"a\",\"query\":\"SELECT 1\"}}"}
{"exported_count": 1, "exported_rules_count": 1}
"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        format!("`{}` is not in the file as it is in the line", self.key)
    }

    fn help(&self) -> Option<String> {
        Some("look at it in the file".to_owned())
    }
}
