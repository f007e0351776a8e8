//! Two sources of events in one rule.

use diagnostics::{Diagnose, Diagnostic, Page, Severity, Span};

/// Both keys are there.
pub(crate) struct IndexAndDataView {
    /// The value of `data_view_id`.
    pub(crate) span: Span,
    /// The value of `index`.
    pub(crate) index: Span,
}

impl Diagnose for IndexAndDataView {
    const PAGE: Page = Page {
        id: "rule/index-and-data-view",
        severity: Severity::Error,
        what: "A rule names both `index` and `data_view_id`.",
        why: "A rule reads either index patterns or a data view, and Kibana would ignore one of them.",
        bad: r#"[metadata]
creation_date = "2026/01/15"
updated_date = "2026/01/15"

[rule]
author = ["Example"]
data_view_id = "logs"
description = "A web server starts a shell."
index = ["logs-endpoint.events.process-*"]
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
updated_date = "2026/01/15"

[rule]
author = ["Example"]
description = "A web server starts a shell."
index = ["logs-endpoint.events.process-*"]
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
        "`index` and `data_view_id` exclude each other".to_owned()
    }

    fn diagnostic(&self) -> Diagnostic {
        Diagnostic::new(Self::PAGE.id, Self::PAGE.severity, self.message(), self.span)
            .with_label("the second source of events")
            .with_place(self.index, "the first")
            .with_help("remove one of them")
    }
}
