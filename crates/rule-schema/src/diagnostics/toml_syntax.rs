//! Text that is not TOML.

use diagnostics::{Diagnose, Page, Severity, Span};

/// The text is not TOML here.
#[derive(Clone, Debug)]
pub(crate) struct TomlSyntax {
    /// Where the TOML goes wrong.
    pub(crate) span: Span,
    /// What the TOML parser says.
    pub(crate) message: String,
    /// What to do, where that is clear.
    pub(crate) help: Option<&'static str>,
}

impl Diagnose for TomlSyntax {
    const PAGE: Page = Page {
        id: "rule/toml-syntax",
        severity: Severity::Error,
        what: "The text breaks a rule of TOML.",
        why: "A broken line can hide the lines after it, so every other finding about the file is uncertain until it is mended.",
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
severity = medium
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
        self.message.clone()
    }

    fn help(&self) -> Option<String> {
        self.help.map(str::to_owned)
    }
}
