//! A comment that allows what is not there.

use diagnostics::{Diagnose, Edit, Fix, Page, Safety, Severity, Span};

/// Nothing in the place that the comment speaks of has the id.
pub(in crate::check) struct UnusedSuppression<'a> {
    /// The comment.
    pub(in crate::check) span: Span,
    pub(in crate::check) id: &'a str,
    /// What to take away, if the comment says nothing else.
    pub(in crate::check) removal: Option<Span>,
}

impl Diagnose for UnusedSuppression<'_> {
    const PAGE: Page = Page {
        id: "policy/unused-suppression",
        severity: Severity::Warning,
        what: "A comment allows a finding that is not there.",
        why: "It would hide the finding once it comes, for a reason that has gone.",
        bad: "[metadata]\n# eqlc: allow rule/bad-date: because the day is not known\ncreation_date = \"2026/01/15\"\n",
        good: "[metadata]\ncreation_date = \"2026/01/15\"\n",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        format!("there is no finding `{}` here to allow", self.id)
    }

    fn help(&self) -> Option<String> {
        Some("remove the comment".to_owned())
    }

    fn fix(&self) -> Option<Fix> {
        let edits = vec![Edit { span: self.removal?, text: String::new() }];
        Some(Fix { title: "remove it".to_owned(), edits, safety: Safety::Safe })
    }
}
