//! An address that is no page of ATT&CK or ATLAS.

use diagnostics::{Diagnose, Page, Severity, Span};

/// The address is of another form.
pub(crate) struct BadReference {
    /// Where it stands.
    pub(crate) span: Span,
    /// The way to it, e.g. `rule.threat[0].tactic.id`.
    pub(crate) key: String,
    /// What the page must be about.
    pub(crate) kind: &'static str,
    /// The form that it must have, with `<n>` for digits.
    pub(crate) form: String,
}

impl Diagnose for BadReference {
    const PAGE: Page = Page {
        id: "rule/bad-reference",
        severity: Severity::Error,
        what: "The reference of a tactic, technique or sub-technique is not the address of its page.",
        why: "Elastic refuses the rule: the address tells which entry is meant.",
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

[[rule.threat]]
framework = "MITRE ATT&CK"

[rule.threat.tactic]
id = "TA0002"
name = "Execution"
reference = "https://attack.mitre.org/techniques/TA0002/"
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

[[rule.threat]]
framework = "MITRE ATT&CK"

[rule.threat.tactic]
id = "TA0002"
name = "Execution"
reference = "https://attack.mitre.org/tactics/TA0002/"
"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        format!("`{}` is not the page of a {}", self.key, self.kind)
    }

    fn help(&self) -> Option<String> {
        Some(format!("the address has the form `{}`", self.form))
    }
}
