//! A version number in a rule file.

use diagnostics::{Diagnose, Page, Severity, Span};

/// The key is set.
pub(crate) struct ForbiddenVersion {
    /// The number.
    pub(crate) span: Span,
    /// `version` or `revision`.
    pub(crate) key: &'static str,
}

impl Diagnose for ForbiddenVersion {
    const PAGE: Page = Page {
        id: "rule/forbidden-version",
        severity: Severity::Error,
        what: "The rule file sets `version` or `revision`.",
        why: "The version lock counts versions: a number in the file would disagree with it. Elastic refuses the rule unless its configuration bypasses the lock.",
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
version = 3
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
        format!("`rule.{}` is set in the file", self.key)
    }

    fn help(&self) -> Option<String> {
        Some("remove the key; the version lock has the number".to_owned())
    }
}
