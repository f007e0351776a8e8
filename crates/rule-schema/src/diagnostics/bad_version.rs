//! A stack version that is not numbers with dots.

use diagnostics::{Diagnose, Page, Severity, Span};

use crate::excerpt::excerpt;

/// The text is no version.
pub(crate) struct BadVersion {
    /// Where it stands.
    pub(crate) span: Span,
    /// The way to it, e.g. `rule.threat[0].tactic.id`.
    pub(crate) key: String,
    /// What it is.
    pub(crate) found: String,
}

impl Diagnose for BadVersion {
    const PAGE: Page = Page {
        id: "rule/bad-version",
        severity: Severity::Error,
        what: "A version is not numbers with dots between, such as `9.3.0`.",
        why: "Elastic refuses the rule: the version decides which stacks get it.",
        bad: r#"[metadata]
creation_date = "2026/01/15"
min_stack_version = "v9.3"
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
min_stack_version = "9.3.0"
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
        format!("`{}` is not a version: `{}`", self.key, excerpt(&self.found))
    }

    fn help(&self) -> Option<String> {
        Some("write it as `<major>.<minor>.<patch>`, for instance `9.3.0`".to_owned())
    }
}
