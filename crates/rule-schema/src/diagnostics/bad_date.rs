//! A day that is not written `YYYY/MM/DD`.

use diagnostics::{Diagnose, Page, Severity, Span};

use crate::excerpt::excerpt;

/// The text is no date.
pub(crate) struct BadDate {
    /// Where it stands.
    pub(crate) span: Span,
    /// The way to it, e.g. `rule.threat[0].tactic.id`.
    pub(crate) key: String,
    /// What it is.
    pub(crate) found: String,
}

impl Diagnose for BadDate {
    const PAGE: Page = Page {
        id: "rule/bad-date",
        severity: Severity::Error,
        what: "A date is not four, two and two digits with slashes between.",
        why: "Elastic refuses the rule, and tools that sort rules by date compare the texts.",
        bad: r#"[metadata]
creation_date = "2026-01-15"
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
        format!("`{}` is not a date: `{}`", self.key, excerpt(&self.found))
    }

    fn help(&self) -> Option<String> {
        Some("write it as `YYYY/MM/DD`, for instance `2026/01/31`".to_owned())
    }
}
