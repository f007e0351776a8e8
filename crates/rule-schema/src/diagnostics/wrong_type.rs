//! A value of another TOML type than the format wants.

use diagnostics::{Diagnose, Page, Severity, Span};

/// The value has the wrong type.
pub(crate) struct WrongType {
    /// The value.
    pub(crate) span: Span,
    /// The way to it, e.g. `rule.threat[0].tactic.id`.
    pub(crate) key: String,
    /// The type that it must be, with article.
    pub(crate) expected: &'static str,
    /// The type that it is, with article.
    pub(crate) found: &'static str,
}

impl Diagnose for WrongType {
    const PAGE: Page = Page {
        id: "rule/wrong-type",
        severity: Severity::Error,
        what: "A value has another TOML type than the rule format wants.",
        why: "Elastic refuses the rule. Numbers, booleans and dates without quotes are no text, and text in quotes is no number.",
        bad: r#"[metadata]
creation_date = "2026/01/15"
updated_date = "2026/01/15"

[rule]
author = ["Example"]
description = "A web server starts a shell."
language = "eql"
name = "Shell of a Web Server"
query = 'process where process.parent.name == "nginx"'
risk_score = "47"
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
        format!("`{}` must be {}, not {}", self.key, self.expected, self.found)
    }

    fn label(&self) -> String {
        format!("expected {}", self.expected)
    }

    fn help(&self) -> Option<String> {
        let help = match (self.expected, self.found) {
            ("a string", "a list" | "a table") => return None,
            ("a string", _) => "put the value in quotes",
            ("an integer" | "a boolean", "a string") => "remove the quotes",
            ("a list", "a string") => "put the value in brackets",
            ("a list", "a table") => "a table in a list has a header in two brackets, `[[...]]`",
            ("a table", "a list") => "a table that is in no list has a header in single brackets",
            _ => return None,
        };
        Some(help.to_owned())
    }
}
