//! What an engine does not hold of a rule.

use diagnostics::Span;
use eql_hir::Query;

use crate::{Construct, Seen};

/// One place of a query that does not survive.
#[derive(Clone, PartialEq, Debug)]
pub struct Loss {
    /// How bad it is.
    pub kind: LossKind,
    /// What it is about.
    pub construct: Construct,
    /// Where, in the text of the query.
    pub span: Span,
    /// What is lost: lower case, no full stop, names in backticks.
    pub message: String,
    /// What to do instead.
    pub help: Option<String>,
    /// What shows the difference.
    pub differs: Option<Differs>,
}

/// How bad a loss is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum LossKind {
    /// The rule is written on demand, and finds something else on some events.
    Lossy,
    /// The rule is not written.
    Refused,
}

/// What shows that the engine differs: events are left to be found, and then verified.
#[derive(Clone, PartialEq, Debug)]
pub enum Differs {
    /// Any events that tell the query from this one, which is what the engine really asks.
    Instead(Box<Query>),
    /// Any events whose values in the engine are others, so that the query finds something else.
    Seen(Box<Seen>),
    /// Any events that the query takes once and the engine again.
    Again,
}

impl Loss {
    /// A rule that the engine cannot hold.
    pub fn refused(construct: Construct, span: Span, message: impl Into<String>) -> Self {
        Self::new(LossKind::Refused, construct, span, message)
    }

    /// A rule that finds something else there.
    pub fn lossy(construct: Construct, span: Span, message: impl Into<String>) -> Self {
        Self::new(LossKind::Lossy, construct, span, message)
    }

    fn new(kind: LossKind, construct: Construct, span: Span, message: impl Into<String>) -> Self {
        Self { kind, construct, span, message: message.into(), help: None, differs: None }
    }

    /// The same with what to do instead.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with the query that the engine really asks.
    #[must_use]
    pub fn with_instead(mut self, query: Query) -> Self {
        self.differs = Some(Differs::Instead(Box::new(query)));
        self
    }

    /// The same with what the engine has in place of the values of a field.
    #[must_use]
    pub fn with_seen(mut self, seen: Seen) -> Self {
        self.differs = Some(Differs::Seen(Box::new(seen)));
        self
    }
}
