//! A list with too few or too many elements.

use diagnostics::{Diagnose, Page, Severity, Span};

/// The list has the wrong length.
pub(crate) struct ListLength {
    /// Where it stands.
    pub(crate) span: Span,
    /// The way to it, e.g. `rule.threat[0].tactic.id`.
    pub(crate) key: String,
    /// The fewest elements that it may have.
    pub(crate) least: usize,
    /// The most.
    pub(crate) most: usize,
    /// How many it has.
    pub(crate) found: usize,
}

impl Diagnose for ListLength {
    const PAGE: Page = Page {
        id: "rule/list-length",
        severity: Severity::Error,
        what: "A list has fewer or more elements than the rule format allows.",
        why: "Elastic and Kibana refuse the rule.",
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
severity = "medium"
type = "eql"

[rule.alert_suppression]
group_by = []
missing_fields_strategy = "suppress"
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

[rule.alert_suppression]
group_by = ["host.id"]
missing_fields_strategy = "suppress"
"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        let Self { key, least, most, found, .. } = self;
        match least {
            0 => format!("`{key}` must have at most {most} elements, not {found}"),
            _ => format!("`{key}` must have {least} to {most} elements, not {found}"),
        }
    }
}
