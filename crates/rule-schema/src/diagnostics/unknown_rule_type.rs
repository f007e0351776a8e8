//! A rule type that does not exist.

use diagnostics::{Diagnose, Edit, Fix, Page, Safety, Severity, Span};

use crate::RuleType;
use crate::excerpt::excerpt;

/// There is no such type.
pub(crate) struct UnknownRuleType {
    /// The value of `type`.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) found: String,
    /// The type that is written nearly alike.
    pub(crate) similar: Option<&'static str>,
}

impl Diagnose for UnknownRuleType {
    const PAGE: Page = Page {
        id: "rule/unknown-rule-type",
        severity: Severity::Error,
        what: "The type of the rule is none that the rule format knows.",
        why: "The type decides which other keys the rule has, so those were not checked.",
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
type = "elq"
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
        format!("unknown rule type `{}`", excerpt(&self.found))
    }

    fn help(&self) -> Option<String> {
        let types = || RuleType::ALL.iter().map(|word| format!("`{}`", word.name()));
        Some(match self.similar {
            Some(similar) => format!("did you mean `{similar}`?"),
            None => format!("the types are {}", types().collect::<Vec<_>>().join(", ")),
        })
    }

    fn fix(&self) -> Option<Fix> {
        let similar = self.similar?;
        let edits = vec![Edit { span: self.span, text: format!("\"{similar}\"") }];
        Some(Fix { title: format!("use `{similar}`"), edits, safety: Safety::Unsafe })
    }
}
