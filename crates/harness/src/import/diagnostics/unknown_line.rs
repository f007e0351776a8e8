//! A line of an unknown kind.

use ::diagnostics::{Diagnose, Page, Severity, Span};

/// A line of an unknown kind.
pub(in crate::import) struct UnknownLine {
    /// The line, as far as it is shown.
    pub(in crate::import) span: Span,
}

impl Diagnose for UnknownLine {
    const PAGE: Page = Page {
        id: "import/unknown-line",
        severity: Severity::Error,
        what: "A line of a file of rules is no rule, no exception list or item, no connector, and does not count the others.",
        why: "It is not imported, and what it holds would be lost in silence.",
        bad: r#"{"timeline": "abc"}
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
        "the line is not imported: it is no rule, exception list, item or connector".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("a rule has a `rule_id`, an exception list a `list_id`, an item an `item_id`, a connector `attributes.actionTypeId`".to_owned())
    }
}
