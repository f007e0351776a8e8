//! An interval that is not a number and a unit.

use diagnostics::{Diagnose, Page, Severity, Span};

use crate::excerpt::excerpt;

/// The text is no interval.
pub(crate) struct BadInterval {
    /// Where it stands.
    pub(crate) span: Span,
    /// The way to it, e.g. `rule.threat[0].tactic.id`.
    pub(crate) key: String,
    /// What it is.
    pub(crate) found: String,
}

impl Diagnose for BadInterval {
    const PAGE: Page = Page {
        id: "rule/bad-interval",
        severity: Severity::Error,
        what: "An interval is not a number followed by `s`, `m`, `h` or `d`.",
        why: "Elastic refuses the rule: the interval is how often it runs.",
        bad: r#"[metadata]
creation_date = "2026/01/15"
updated_date = "2026/01/15"

[rule]
author = ["Example"]
description = "A web server starts a shell."
interval = "5 minutes"
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
interval = "5m"
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
        format!("`{}` is not an interval: `{}`", self.key, excerpt(&self.found))
    }

    fn help(&self) -> Option<String> {
        Some("write a number and `s`, `m`, `h` or `d`, for instance `5m`".to_owned())
    }
}
