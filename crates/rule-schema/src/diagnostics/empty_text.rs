//! A text that must not be empty.

use diagnostics::{Diagnose, Page, Severity, Span};

/// The text is empty.
pub(crate) struct EmptyText {
    /// Where it stands.
    pub(crate) span: Span,
    /// The way to it, e.g. `rule.threat[0].tactic.id`.
    pub(crate) key: String,
}

impl Diagnose for EmptyText {
    const PAGE: Page = Page {
        id: "rule/empty-text",
        severity: Severity::Error,
        what: "A text is empty that must say something, such as the query.",
        why: "A rule without a query finds nothing, and an empty field name names no field. Only a KQL query may be empty, where filters stand beside it.",
        bad: r#"[metadata]
creation_date = "2026/01/15"
updated_date = "2026/01/15"

[rule]
author = ["Example"]
description = "A web server starts a shell."
language = "eql"
name = "Shell of a Web Server"
query = ""
risk_score = 47
rule_id = "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036"
severity = "medium"
type = "eql"
"#,
        good: r#"[metadata]
creation_date = "2026/01/15"
updated_date = "2026/01/15"

[rule]
author = ["Example"]
description = "A web server starts a shell."
language = "eql"
name = "Shell of a Web Server"
query = 'process where process.parent.name == "nginx"'
risk_score = 47
rule_id = "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036"
severity = "medium"
type = "eql"
"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        format!("`{}` is empty", self.key)
    }
}
