//! A value that TOML cannot hold.

use ::diagnostics::{Diagnose, Page, Severity, Span};

/// A value that TOML cannot hold.
pub(in crate::import) struct LostValue {
    /// The line, as far as it is shown.
    pub(in crate::import) span: Span,
    /// Where it is.
    pub(in crate::import) path: String,
    /// What it is.
    pub(in crate::import) what: &'static str,
}

impl Diagnose for LostValue {
    const PAGE: Page = Page {
        id: "import/lost-value",
        severity: Severity::Warning,
        what: "A line has a null or a number beyond 64 bits, which TOML cannot hold.",
        why: "The value is left out of the file, so that an export does not give it back.",
        bad: r#"{"author": ["Example"], "description": "A shell starts.", "language": "eql", "meta": {"creation_date": "2026/01/15", "updated_date": "2026/01/15"}, "name": "Shell", "query": "process where true", "risk_score": 47, "rule_id": "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "severity": "medium", "type": "eql", "filters": [{"meta": {"alias": null, "negate": false}}]}
{"exported_count": 1, "exported_rules_count": 1}
"#,
        good: r#"{"author": ["Example"], "description": "A shell starts.", "language": "eql", "meta": {"creation_date": "2026/01/15", "updated_date": "2026/01/15"}, "name": "Shell", "query": "process where true", "risk_score": 47, "rule_id": "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "severity": "medium", "type": "eql", "filters": [{"meta": {"negate": false}}]}
{"exported_count": 1, "exported_rules_count": 1}
"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        format!("`{}` has {}, which TOML cannot hold: it is left out", self.path, self.what)
    }
}
