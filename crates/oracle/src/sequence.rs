//! The sequence state machine of the positive stages (spec 15.1, 15.2).

use std::collections::BTreeMap;

use eql_hir::{Sequence, Stage};
use event::{JoinKey, Timestamp, join_keys};

use crate::view::View;
use crate::{Found, Oracle, Stamped};

/// A sequence that has begun.
struct Pending {
    first: Timestamp,
    events: Vec<usize>,
}

/// For each key, the pending instance of each positive stage but the last.
type Slots = BTreeMap<JoinKey, Vec<Option<Pending>>>;

/// All positive stages filled: the places of their events.
pub(crate) struct Complete {
    pub(crate) key: JoinKey,
    pub(crate) events: Vec<usize>,
}

impl Oracle<'_> {
    pub(crate) fn sequences(&self, sequence: &Sequence, events: &[Stamped<'_>]) -> Vec<Found> {
        let stages: Vec<&Stage> = sequence.stages.iter().filter(|stage| !stage.missing).collect();
        let mut slots = Slots::new();
        let mut found = Vec::new();
        for (place, event) in events.iter().enumerate() {
            let Some(ordinal) = &event.ordinal else { continue };
            let step =
                Step { stages: &stages, maxspan: sequence.maxspan, place, time: ordinal.time };
            let view = View::at(events, place);
            let mut complete = self.advance(&step, view, &mut slots);
            complete.sort_by(|left, right| left.key.cmp(&right.key));
            let accepted = complete
                .into_iter()
                .filter(|complete| self.is_accepted(sequence, complete, events));
            found.extend(accepted.map(|complete| with_missing(sequence, complete)));
            self.end(sequence, view, &mut slots);
        }
        found
    }

    /// Tries the stages from last to first, so that an event never fills two stages of one instance.
    fn advance(&self, step: &Step<'_>, view: View<'_>, slots: &mut Slots) -> Vec<Complete> {
        let mut complete = Vec::new();
        for (index, stage) in step.stages.iter().enumerate().rev() {
            for key in self.any_keys(stage, view) {
                let pending = slots.entry(key.clone()).or_insert_with(|| empty(step.stages.len()));
                if self.may_enter(stage, index, pending, view) {
                    complete
                        .extend(step.enter(index, pending).map(|events| Complete { key, events }));
                }
            }
        }
        complete
    }

    /// Whether the filter of a stage holds; it may ask about the events of the pending instance (spec 20.3). Where
    /// it does not, the instance stays.
    fn may_enter(
        &self,
        stage: &Stage,
        index: usize,
        slots: &[Option<Pending>],
        view: View<'_>,
    ) -> bool {
        let pending = match index.checked_sub(1).map(|before| &slots[before]) {
            None => &[],
            Some(None) => return false,
            Some(Some(pending)) => pending.events.as_slice(),
        };
        self.stage_holds(stage, View { pending, ..view })
    }

    /// `until` clears what is left pending for its keys.
    fn end(&self, sequence: &Sequence, view: View<'_>, slots: &mut Slots) {
        let Some(until) = &sequence.until else { return };
        for key in self.any_keys(until, view) {
            for slot in slots.get_mut(&key).into_iter().flatten() {
                slot.take_if(|pending| {
                    self.stage_holds(until, View { pending: &pending.events, ..view })
                });
            }
        }
    }

    /// The keys of an event at a stage whose filter asks about no pending instance; none where it does not hold
    /// (spec 14.4, 14.5).
    pub(crate) fn keys(&self, stage: &Stage, view: View<'_>) -> Vec<JoinKey> {
        let holds = self.stage_holds(stage, view);
        if holds { self.any_keys(stage, view) } else { Vec::new() }
    }

    /// The keys of an event at a stage, whatever its filter says.
    fn any_keys(&self, stage: &Stage, view: View<'_>) -> Vec<JoinKey> {
        let keys = stage.keys.iter().map(|key| (self.values(key.field, view), key.optional));
        join_keys(&keys.collect::<Vec<_>>())
    }
}

/// One event on its way through the stages.
struct Step<'s> {
    stages: &'s [&'s Stage],
    maxspan: Option<i128>,
    place: usize,
    time: Timestamp,
}

impl Step<'_> {
    /// Fills a stage for one key; returns the events of the sequence if it was the last stage.
    ///
    /// An advance takes the pending instance away even where maxspan then refuses it (spec 15.5).
    fn enter(&self, stage: usize, slots: &mut [Option<Pending>]) -> Option<Vec<usize>> {
        let mut pending = match stage.checked_sub(1) {
            None => Pending { first: self.time, events: Vec::new() },
            Some(before) => slots[before].take()?,
        };
        let span = self.time.nanos() - pending.first.nanos();
        if self.maxspan.is_some_and(|maxspan| span > maxspan) {
            return None;
        }
        pending.events.push(self.place);
        match slots.get_mut(stage) {
            None => Some(pending.events),
            Some(slot) => {
                *slot = Some(pending);
                None
            }
        }
    }
}

fn empty(stages: usize) -> Vec<Option<Pending>> {
    (1..stages).map(|_| None).collect()
}

/// The match with a gap for each missing stage (spec 15.9).
fn with_missing(sequence: &Sequence, complete: Complete) -> Found {
    let mut events = complete.events.into_iter();
    let slots =
        sequence.stages.iter().map(|stage| if stage.missing { None } else { events.next() });
    Found { events: slots.collect(), join_keys: complete.key }
}
