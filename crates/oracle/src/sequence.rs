//! The sequence state machine (spec 15.1, 15.2).

use std::collections::BTreeMap;

use eql_hir::{Sequence, Stage};
use event::{Document, JoinKey, Timestamp, join_keys};

use crate::{Found, Oracle, Stamped};

/// A sequence that has begun.
struct Pending {
    first: Timestamp,
    events: Vec<usize>,
}

/// For each key, the pending instance of each stage but the last.
type Slots = BTreeMap<JoinKey, Vec<Option<Pending>>>;

impl Oracle<'_> {
    pub(crate) fn sequences(&self, sequence: &Sequence, events: &[Stamped<'_>]) -> Vec<Found> {
        let mut slots = Slots::new();
        let mut found = Vec::new();
        for (place, event) in events.iter().enumerate() {
            let Some(ordinal) = &event.ordinal else { continue };
            let step = Step { sequence, place, time: ordinal.time };
            let mut completed = self.advance(&step, event.document, &mut slots);
            completed.sort_by(|left, right| left.join_keys.cmp(&right.join_keys));
            found.append(&mut completed);
            self.end(sequence, event.document, &mut slots);
        }
        found
    }

    /// Tries the stages from last to first, so that an event never fills two stages of one instance.
    fn advance(&self, step: &Step<'_>, document: &Document, slots: &mut Slots) -> Vec<Found> {
        let mut completed = Vec::new();
        for (index, stage) in step.sequence.stages.iter().enumerate().rev() {
            for key in self.keys(stage, document) {
                let stages = step.sequence.stages.len();
                let pending = slots.entry(key.clone()).or_insert_with(|| empty(stages));
                completed.extend(
                    step.enter(index, pending).map(|events| Found { events, join_keys: key }),
                );
            }
        }
        completed
    }

    /// `until` clears what is left pending for its keys.
    fn end(&self, sequence: &Sequence, document: &Document, slots: &mut Slots) {
        for key in sequence.until.iter().flat_map(|until| self.keys(until, document)) {
            slots.remove(&key);
        }
    }

    /// The keys of an event at a stage; none where the filter does not hold (spec 14.4, 14.5).
    fn keys(&self, stage: &Stage, document: &Document) -> Vec<JoinKey> {
        if !self.holds(&stage.filter, document) {
            return Vec::new();
        }
        let keys = stage.keys.iter().map(|key| (self.values(key.field, document), key.optional));
        join_keys(&keys.collect::<Vec<_>>())
    }
}

/// One event on its way through the stages.
struct Step<'s> {
    sequence: &'s Sequence,
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
        if self.sequence.maxspan.is_some_and(|maxspan| span > maxspan) {
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
