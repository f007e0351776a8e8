//! The name of an event that cannot be read there (spec 20.3).

use diagnostics::{Diagnose, Page, Severity, Span};

/// The name of an event that cannot be read there (spec 20.3).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EventOutOfReach {
    /// The name of the event.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

impl Diagnose for EventOutOfReach {
    const PAGE: Page = Page {
        id: "eql/event-out-of-reach",
        severity: Severity::Error,
        what: "A field of an event whose stage comes later, or in a filter that is about another event.",
        why: "There is no such event yet.",
        bad: "sequence [process where last.process.pid == 4] [process where true] as last",
        good: "sequence [process where true] as first [process where first.process.pid == 4]",
    };

    fn span(&self) -> Span {
        self.span
    }

    fn message(&self) -> String {
        format!("the event `{}` cannot be read here", self.name)
    }

    fn help(&self) -> Option<String> {
        Some("name an earlier stage: neither a missing event nor the filter behind `of` can read other events".to_owned())
    }
}
