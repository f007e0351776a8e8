//! A number below 1 where one is counted.

use diagnostics::{Diagnose, Page, Severity, Span};

/// The number is too small.
pub(crate) struct NotPositive {
    /// Where it stands.
    pub(crate) span: Span,
    /// The way to it, e.g. `rule.threat[0].tactic.id`.
    pub(crate) key: String,
    /// The number.
    pub(crate) found: i64,
}

impl Diagnose for NotPositive {
    const PAGE: Page = Page {
        id: "rule/not-positive",
        severity: Severity::Error,
        what: "A number that counts something is zero or negative.",
        why: "Elastic refuses the rule: at most no alerts, or groups of no events, would mean that it finds nothing.",
        bad: r#"[metadata]
creation_date = "2026/01/15"
updated_date = "2026/01/15"

[rule]
author = ["Example"]
description = "A web server starts a shell."
language = "eql"
max_signals = 0
name = "Shell of a Web Server"
query = 'process where process.parent.name == "nginx"'
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
max_signals = 100
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
        format!("`{}` must be 1 or more, not {}", self.key, self.found)
    }
}
