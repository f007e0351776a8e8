//! A key of the API that rule files do not have.

use ::diagnostics::{Diagnose, Page, Severity, Span};

/// A key of the API that rule files do not have.
pub(in crate::import) struct UnknownKey {
    /// The line, as far as it is shown.
    pub(in crate::import) span: Span,
    /// The key.
    pub(in crate::import) key: String,
}

impl Diagnose for UnknownKey {
    const PAGE: Page = Page {
        id: "import/unknown-key",
        severity: Severity::Warning,
        what: "A rule has a key that rule files do not have.",
        why: "Elastic's tools refuse such a key in `[rule]`. It is kept in `metadata.extended.kibana`, from where an export to Kibana takes it.",
        bad: r#"{"author": ["Example"], "description": "A shell starts.", "language": "eql", "meta": {"creation_date": "2026/01/15", "updated_date": "2026/01/15"}, "name": "Shell", "query": "process where true", "risk_score": 47, "rule_id": "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036", "severity": "medium", "type": "eql", "namespace": "prod"}
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
        format!("rule files have no `{}`: it is kept in `metadata.extended.kibana`", self.key)
    }
}
