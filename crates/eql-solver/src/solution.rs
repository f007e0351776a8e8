//! What the solver answers.

use std::fmt;

use eql_hir::LeafId;
use event::Document;

/// Events that are as a puzzle wants them. They have no time.
#[derive(Clone, PartialEq, Debug)]
pub struct Solution {
    /// One document for each event of the puzzle.
    pub events: Vec<Document>,
    /// The leaves, with their events, whose shape could not be had beside the rest.
    pub dropped: Vec<(usize, LeafId)>,
}

/// Why no events were found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unsolved {
    /// The event of the puzzle where it failed.
    pub event: usize,
    /// A leaf that could not be had, where one is known.
    pub leaf: Option<LeafId>,
    /// Why.
    pub cause: Cause,
}

/// Why a demand could not be met.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cause {
    /// There are no such events, and this is why.
    Contradiction(String),
    /// Nothing was found by what was tried; there may be such events all the same.
    NotFound(String),
    /// The solver does not know how to look for it.
    Unsupported(String),
}

impl Cause {
    /// The kind of cause in one or two words, for counting.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Contradiction(_) => "contradiction",
            Self::NotFound(_) => "not found",
            Self::Unsupported(_) => "not supported",
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Contradiction(why) => write!(f, "no event can be so: {why}"),
            Self::NotFound(tried) => write!(f, "no values were found: {tried}"),
            Self::Unsupported(what) => write!(f, "the solver cannot look for it: {what}"),
        }
    }
}

impl fmt::Display for Unsolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause.fmt(f)
    }
}

impl std::error::Error for Unsolved {}
