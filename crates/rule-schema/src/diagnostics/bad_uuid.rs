//! A rule id that is not a UUID in lower case.

use diagnostics::{Diagnose, Page, Severity, Span};

use crate::excerpt::excerpt;

/// The text is no UUID.
pub(crate) struct BadUuid {
    /// Where it stands.
    pub(crate) span: Span,
    /// The way to it, e.g. `rule.threat[0].tactic.id`.
    pub(crate) key: String,
    /// What it is.
    pub(crate) found: String,
}

impl Diagnose for BadUuid {
    const PAGE: Page = Page {
        id: "rule/bad-uuid",
        severity: Severity::Error,
        what: "The rule id is not a UUID in lower-case hexadecimal digits.",
        why: "Elastic refuses the rule: the id names it for ever, in the version lock and in every alert.",
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
rule_id = "web-server-shell"
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
        format!("`{}` is not a UUID: `{}`", self.key, excerpt(&self.found))
    }

    fn help(&self) -> Option<String> {
        Some("write 32 lower-case hexadecimal digits in groups of 8, 4, 4, 4 and 12".to_owned())
    }
}
