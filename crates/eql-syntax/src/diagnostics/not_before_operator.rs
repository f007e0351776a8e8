//! `a not : "x"` (spec 2.6).

use diagnostics::{Diagnose, Edit, Fix, Page, Safety, Severity, Span};

/// `a not : "x"` (spec 2.6).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotBeforeOperator {
    /// The operator behind `not`.
    pub operator: String,
    /// Where the operator begins.
    pub operator_start: u32,
    /// Where the condition begins, if `not` can be moved there.
    pub condition_start: Option<u32>,
    /// The `not`.
    pub span: Span,
}

impl Diagnose for NotBeforeOperator {
    const PAGE: Page = Page {
        id: "eql/not-before-operator",
        severity: Severity::Error,
        what: "`not` stands between a value and an operator other than `in`.",
        why: "Elasticsearch refuses the query: only `in` has a form with `not` in the middle.",
        bad: r#"process where process.name not : "cmd*""#,
        good: r#"process where not process.name : "cmd*""#,
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        format!("`not` cannot stand before `{}`", self.operator)
    }

    fn help(&self) -> Option<String> {
        Some(format!("write `not` before the value: `not a {} ...`", self.operator))
    }

    fn fix(&self) -> Option<Fix> {
        let front = Span { start: self.condition_start?, end: self.condition_start? };
        let moved = Edit { span: front, text: "not ".to_owned() };
        let gone = Span { end: self.operator_start, ..self.span };
        let gone = Edit { span: gone, text: String::new() };
        let title = "move `not` to the front".to_owned();
        Some(Fix { title, edits: vec![moved, gone], safety: Safety::Safe })
    }
}
