//! A number that 64 bits do not hold.

use diagnostics::{Diagnose, Page, Severity, Span};

/// The number is too large.
pub(crate) struct HugeInteger {
    /// Where it stands.
    pub(crate) span: Span,
    /// The way to it, e.g. `rule.threat[0].tactic.id`.
    pub(crate) key: String,
}

impl Diagnose for HugeInteger {
    const PAGE: Page = Page {
        id: "rule/huge-integer",
        severity: Severity::Error,
        what: "A whole number is too large for 64 bits.",
        why: "TOML allows readers to refuse such numbers, and other tools would round it.",
        bad: r#"[metadata]
creation_date = "2026/01/15"
updated_date = "2026/01/15"

[rule]
author = ["Example"]
description = "A web server starts a shell."
language = "eql"
max_signals = 100000000000000000000
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
        format!("`{}` is too large for 64 bits", self.key)
    }
}
