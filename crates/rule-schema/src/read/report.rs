//! Where readers put their findings.

use std::cell::RefCell;

use diagnostics::{Diagnose, Diagnostic};

/// The findings so far, and the text they are about.
pub(crate) struct Report<'a> {
    text: &'a str,
    broken: bool,
    found: RefCell<Vec<Diagnostic>>,
}

impl<'a> Report<'a> {
    /// No findings yet about `text`, of which parts are lost if it is `broken`.
    pub(crate) fn new(text: &'a str, broken: bool) -> Self {
        Self { text, broken, found: RefCell::default() }
    }

    /// Whether parts of the text are lost, so that nothing can be called missing.
    pub(crate) fn is_broken(&self) -> bool {
        self.broken
    }

    /// The text of the whole file.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// One more finding.
    pub(crate) fn push(&self, finding: &impl Diagnose) {
        self.found.borrow_mut().push(finding.diagnostic());
    }

    /// All findings, in the order of reading.
    pub(crate) fn into_findings(self) -> Vec<Diagnostic> {
        self.found.into_inner()
    }
}
