//! What a condition can see: the event at hand, what came before it, and the element of a search.

use std::cell::Cell;

use event::{Document, Json};

use crate::Stamped;

/// One event with all that a condition on it may read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'e> {
    /// The event.
    pub(crate) document: &'e Document,
    /// All events in order, up to and including this one.
    pub(crate) until_now: &'e [Stamped<'e>],
    /// The places of the events of the pending sequence that it may join.
    pub(crate) pending: &'e [usize],
    /// The elements of the searches around the condition, the outermost first.
    pub(crate) elements: &'e [&'e Json],
    /// How many elements the outermost search has tried.
    pub(crate) tried: Option<&'e Cell<u64>>,
}

impl<'e> View<'e> {
    /// The event at this place, without a pending sequence.
    pub(crate) fn at(events: &'e [Stamped<'e>], place: usize) -> Self {
        let until_now = &events[..=place];
        Self {
            document: events[place].document,
            until_now,
            pending: &[],
            elements: &[],
            tried: None,
        }
    }

    /// An event of which nothing else is known.
    pub(crate) fn alone(document: &'e Document) -> Self {
        Self { document, until_now: &[], pending: &[], elements: &[], tried: None }
    }
}
