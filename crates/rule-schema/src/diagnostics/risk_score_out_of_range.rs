//! A risk score that is not 0 to 100.

use diagnostics::{Diagnose, Page, Severity, Span};

/// The number is no risk score.
pub(crate) struct RiskScoreOutOfRange {
    /// Where it stands.
    pub(crate) span: Span,
    /// The way to it, e.g. `rule.threat[0].tactic.id`.
    pub(crate) key: String,
}

impl Diagnose for RiskScoreOutOfRange {
    const PAGE: Page = Page {
        id: "rule/risk-score-out-of-range",
        severity: Severity::Error,
        what: "The risk score is not between 0 and 100.",
        why: "Elastic refuses the rule: alerts are ranked by a score from 0 to 100.",
        bad: r#"[metadata]
creation_date = "2026/01/15"
updated_date = "2026/01/15"

[rule]
author = ["Example"]
description = "A web server starts a shell."
language = "eql"
name = "Shell of a Web Server"
query = 'process where process.parent.name == "nginx"'
risk_score = 470
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
        format!("`{}` must be between 0 and 100", self.key)
    }

    fn help(&self) -> Option<String> {
        Some(
            "usual scores are 21 for low, 47 for medium, 73 for high and 99 for critical"
                .to_owned(),
        )
    }
}
