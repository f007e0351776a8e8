//! A key that must be there and is not.

use diagnostics::{Diagnose, Page, Severity, Span};

/// The key is required.
pub(crate) struct MissingKey {
    /// The header or the brackets of the table.
    pub(crate) span: Span,
    /// The key.
    pub(crate) key: &'static str,
    /// The way to the table; nothing at the top of the file.
    pub(crate) table: Option<String>,
}

impl Diagnose for MissingKey {
    const PAGE: Page = Page {
        id: "rule/missing-key",
        severity: Severity::Error,
        what: "A table lacks a key that the rule format requires.",
        why: "Elastic refuses the rule: the value has no default.",
        bad: r#"[metadata]
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
        match &self.table {
            Some(table) => format!("`{table}` lacks the key `{}`", self.key),
            None => format!("the file lacks the table `[{}]`", self.key),
        }
    }

    fn label(&self) -> String {
        self.table.as_ref().map(|_| "must be in this table".to_owned()).unwrap_or_default()
    }
}
