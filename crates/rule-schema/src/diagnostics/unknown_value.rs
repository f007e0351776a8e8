//! A word that is not in the list of allowed ones.

use diagnostics::{Diagnose, Edit, Fix, Page, Safety, Severity, Span};

use crate::excerpt::excerpt;

/// The word is not allowed.
pub(crate) struct UnknownValue {
    /// The value.
    pub(crate) span: Span,
    /// The way to it, e.g. `rule.threat[0].tactic.id`.
    pub(crate) key: String,
    /// What it is.
    pub(crate) found: String,
    /// All words that it may be.
    pub(crate) allowed: Vec<&'static str>,
    /// The one that is written nearly alike.
    pub(crate) similar: Option<&'static str>,
}

impl Diagnose for UnknownValue {
    const PAGE: Page = Page {
        id: "rule/unknown-value",
        severity: Severity::Error,
        what: "A value is not one of the words that the rule format allows for its key.",
        why: "Elastic refuses the rule. The words are case-sensitive.",
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
severity = "hihg"
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
severity = "high"
type = "eql"
"#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        format!("`{}` cannot be `{}`", self.key, excerpt(&self.found))
    }

    fn help(&self) -> Option<String> {
        let allowed = self.allowed.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>();
        Some(match (self.similar, allowed.as_slice()) {
            (Some(similar), _) => format!("did you mean `{similar}`?"),
            (None, [only]) => format!("the only value is {only}"),
            (None, _) => format!("it can be {}", allowed.join(", ")),
        })
    }

    fn fix(&self) -> Option<Fix> {
        let similar = self.similar?;
        let case_only = similar.eq_ignore_ascii_case(&self.found);
        let safety = if case_only { Safety::Safe } else { Safety::Unsafe };
        let edits = vec![Edit { span: self.span, text: format!("\"{similar}\"") }];
        Some(Fix { title: format!("use `{similar}`"), edits, safety })
    }
}
