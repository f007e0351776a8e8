//! Decides what one event alone has left open.

use std::cell::RefCell;
use std::sync::Arc;

use pack::FilterId;

use super::{Excerpt, Processes};
use crate::Matcher;
use crate::filter::StageHit;
use crate::uses::stage_of;
use crate::view::{Effort, View};

/// What the state of a stream knows when an event takes its place in it.
pub(crate) struct Ground<'s> {
    matcher: &'s Matcher,
    processes: &'s Processes,
    effort: RefCell<Effort>,
}

impl<'s> Ground<'s> {
    pub(crate) fn new(matcher: &'s Matcher, processes: &'s Processes) -> Self {
        Self { matcher, processes, effort: RefCell::default() }
    }

    /// Whether a stage takes the event, given what is remembered of the events of a pending sequence.
    pub(crate) fn takes(&self, hit: &StageHit, pending: &[Option<Arc<Excerpt>>]) -> bool {
        if !hit.is_open {
            return true;
        }
        match (stage_of(&self.matcher.rule(hit.rule).plan, hit.stage), &hit.excerpt) {
            (Some(plan), Some(excerpt)) => self.holds(plan.filter, excerpt, pending),
            // An open hit always has both.
            (_, _) => false,
        }
    }

    /// Whether a filter holds.
    pub(crate) fn holds(
        &self,
        filter: FilterId,
        excerpt: &Excerpt,
        pending: &[Option<Arc<Excerpt>>],
    ) -> bool {
        let view = View {
            matcher: self.matcher,
            document: &excerpt.document,
            process: excerpt.process.as_ref().map(|process| (process, self.processes)),
            pending,
            elements: &[],
        };
        view.holds(filter, &mut self.effort.borrow_mut())
    }

    /// How many errors there were.
    pub(crate) fn errors(self) -> u64 {
        self.effort.into_inner().errors
    }
}
