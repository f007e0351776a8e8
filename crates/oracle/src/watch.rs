//! Answers of the parts of a query: watched, or turned round for one event, to see what tests notice.

use std::collections::BTreeSet;
use std::sync::Mutex;

use eql_hir::{Form, LeafId, Stage};

use crate::view::View;
use crate::{Found, Oracle, Stamped};

/// A part of a query that says yes or no of an event.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Part {
    /// A leaf.
    Leaf(LeafId),
    /// The filter of a stage or of a part of a sample, by its place; that of `until` stands behind all stages.
    Stage(usize),
}

/// What a part said of an event when it was asked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Answer {
    /// What was asked.
    pub part: Part,
    /// The place of the event in the list given to `watch`.
    pub event: usize,
    /// What it said.
    pub holds: bool,
}

/// A part that says the opposite.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flip {
    part: Part,
    /// Of this event; of all where there is none.
    event: Option<usize>,
}

/// Where answers are written down.
pub(crate) type Seen = Mutex<BTreeSet<Answer>>;

impl<'q> Oracle<'q> {
    /// The same, in which a leaf says the opposite of every event.
    #[must_use]
    pub fn with_flipped(self, leaf: LeafId) -> Self {
        Self { flipped: Some(Flip { part: Part::Leaf(leaf), event: None }), ..self }
    }

    /// The same, in which a part says the opposite of the event at this place.
    #[must_use]
    pub fn with_flipped_at(self, part: Part, event: usize) -> Self {
        Self { flipped: Some(Flip { part, event: Some(event) }), ..self }
    }

    /// All matches as `run` gives them, and what each part said of each event that it was asked about. A stage is asked
    /// where a sequence waits at it; where a filter is asked, all its leaves are.
    pub fn watch(&self, events: &[Stamped<'_>]) -> (Vec<Found>, BTreeSet<Answer>) {
        let seen = Seen::default();
        let plain: Oracle<'_> = *self;
        let found = Oracle { seen: Some(&seen), ..plain }.run(events);
        (found, seen.into_inner().unwrap_or_default())
    }

    /// What a part says after it said this by itself.
    pub(crate) fn answer(&self, part: Part, holds: bool, view: View<'_>) -> bool {
        let place = view.until_now.len().checked_sub(1);
        let is_meant =
            |flip: Flip| flip.part == part && (flip.event.is_none() || flip.event == place);
        let holds = holds != self.flipped.is_some_and(is_meant);
        if let (Some(seen), Some(event)) = (self.seen, place)
            && let Ok(mut seen) = seen.lock()
        {
            seen.insert(Answer { part, event, holds });
        }
        holds
    }

    /// Whether an event fulfils the filter of a stage.
    pub(crate) fn stage_holds(&self, stage: &Stage, view: View<'_>) -> bool {
        let holds = self.condition(&stage.filter.condition, view);
        if self.flipped.is_none() && self.seen.is_none() {
            return holds;
        }
        let place = self.stages().position(|other| std::ptr::eq(stage, other));
        place.map_or(holds, |place| self.answer(Part::Stage(place), holds, view))
    }

    fn stages(&self) -> impl Iterator<Item = &'q Stage> {
        let (stages, until) = match &self.query.form {
            Form::Event(_) => (&[][..], None),
            Form::Sequence(sequence) => (&sequence.stages[..], sequence.until.as_ref()),
            Form::Sample(sample) => (&sample.parts[..], None),
        };
        stages.iter().chain(until)
    }
}
