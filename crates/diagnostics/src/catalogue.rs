//! The page that explains a kind of finding.

use crate::{Diagnostic, Fix, Severity, Span};

/// What `explain` shows for an id. `bad` must raise exactly this id and `good` nothing: tests run both.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Page {
    /// `family/slug`.
    pub id: &'static str,
    /// How bad it is unless policy says otherwise.
    pub severity: Severity,
    /// What is found, in one sentence.
    pub what: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// A text that raises it.
    pub bad: &'static str,
    /// The text as it should be.
    pub good: &'static str,
}

/// A typed finding; one file each, with its page.
pub trait Diagnose {
    /// The page of this kind.
    const PAGE: Page;

    /// Where.
    fn span(&self) -> Span;

    /// What is wrong: lower case, no full stop, names in backticks.
    fn message(&self) -> String;

    /// A word or two under the carets.
    fn label(&self) -> String {
        String::new()
    }

    /// What to do.
    fn help(&self) -> Option<String> {
        None
    }

    /// A change that mends it.
    fn fix(&self) -> Option<Fix> {
        None
    }

    /// The finding as every renderer takes it.
    fn diagnostic(&self) -> Diagnostic {
        let mut diagnostic =
            Diagnostic::new(Self::PAGE.id, Self::PAGE.severity, self.message(), self.span());
        diagnostic.label = self.label();
        diagnostic.help = self.help();
        diagnostic.fix = self.fix();
        diagnostic
    }
}
