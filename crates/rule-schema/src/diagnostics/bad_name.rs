//! A rule name of a form that Elastic refuses.

use diagnostics::{Diagnose, Page, Severity, Span};

use crate::excerpt::excerpt;

/// The text is no name.
pub(crate) struct BadName {
    /// Where it stands.
    pub(crate) span: Span,
    /// The way to it, e.g. `rule.threat[0].tactic.id`.
    pub(crate) key: String,
    /// What it is.
    pub(crate) found: String,
}

impl Diagnose for BadName {
    const PAGE: Page = Page {
        id: "rule/bad-name",
        severity: Severity::Error,
        what: "The name is shorter than three characters, has a line break, or begins or ends with a mark.",
        why: "Elastic refuses the rule: file names and links are made from rule names.",
        bad: r#"[metadata]
creation_date = "2026/01/15"
updated_date = "2026/01/15"

[rule]
author = ["Example"]
description = "A web server starts a shell."
language = "eql"
name = "\"Shell of a Web Server\""
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
        format!("`{}` is not a rule name: `{}`", self.key, excerpt(&self.found))
    }

    fn help(&self) -> Option<String> {
        Some(
            "begin and end with a letter or digit, on one line, with three characters or more"
                .to_owned(),
        )
    }
}
