//! A rule of a type that rule files cannot have.

use diagnostics::{Diagnose, Page, Severity, Span};

/// The type cannot be loaded.
pub(crate) struct SavedQuery {
    /// The value of `type`.
    pub(crate) span: Span,
}

impl Diagnose for SavedQuery {
    const PAGE: Page = Page {
        id: "rule/saved-query",
        severity: Severity::Error,
        what: "The type of the rule is `saved_query`.",
        why: "The query of such a rule is an object in Kibana, so that a file cannot say what the rule finds. Elastic cannot load it.",
        bad: r#"[metadata]
creation_date = "2026/01/15"
updated_date = "2026/01/15"

[rule]
author = ["Example"]
description = "A web server starts a shell."
language = "kuery"
name = "Shell of a Web Server"
query = "process.parent.name: nginx"
risk_score = 47
rule_id = "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036"
saved_id = "web-server-shells"
severity = "medium"
type = "saved_query"
"#,
        good: r#"[metadata]
creation_date = "2026/01/15"
updated_date = "2026/01/15"

[rule]
author = ["Example"]
description = "A web server starts a shell."
language = "kuery"
name = "Shell of a Web Server"
query = "process.parent.name: nginx"
risk_score = 47
rule_id = "3f1d8a52-6c0b-4e77-9a4d-2b8e5c91f036"
severity = "medium"
type = "query"
"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        "a rule file cannot be of type `saved_query`".to_owned()
    }

    fn help(&self) -> Option<String> {
        Some("copy the query into a rule of type `query`".to_owned())
    }
}
