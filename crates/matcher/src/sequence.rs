//! One rule's sequences: one pending instance for each key and positive stage (spec 15), filtered by missing
//! events (spec 16).

mod layout;
mod missing;

use std::sync::Arc;

use event::{JoinKey, Timestamp};
use hashbrown::HashMap;
use pack::SequencePlan;

use crate::bounds::{Held, key_bytes};
use crate::filter::{StageHit, StageRef};
use crate::look_back::{Ground, Memo};
pub(crate) use layout::{Layout, Role};
use missing::{Missing, Window};

/// Everything pending of one rule.
#[derive(Debug)]
pub(crate) struct Sequence<E> {
    /// By key. Looked up and swept, never walked through for a result, so its order is nobody's.
    instances: HashMap<JoinKey, Vec<Option<Pending<E>>>>,
    missing: Missing<E>,
    /// When what maxspan has ended is looked for next.
    sweep: Option<Timestamp>,
}

/// A sequence that has begun.
#[derive(Debug)]
struct Pending<E> {
    /// The number of the event that it began with.
    age: u64,
    window: Window,
    events: Vec<E>,
    /// By positive stage, what later stages read of its event; cut off behind the last that any reads.
    memos: Vec<Option<Arc<Memo>>>,
}

/// A sequence whose positive stages are filled and that no missing event refuses.
#[derive(Debug)]
pub(crate) struct Complete<E> {
    pub(crate) key: JoinKey,
    /// The events of the positive stages.
    pub(crate) events: Vec<E>,
}

/// One event at one rule.
pub(crate) struct Step<'s, E> {
    pub(crate) plan: &'s SequencePlan,
    pub(crate) layout: &'s Layout,
    pub(crate) event: &'s E,
    pub(crate) time: Timestamp,
    /// The number of the event in the stream.
    pub(crate) serial: u64,
    /// Decides filters that look back.
    pub(crate) ground: &'s Ground<'s>,
}

impl<E> Default for Sequence<E> {
    fn default() -> Self {
        Self { instances: HashMap::new(), missing: Missing::default(), sweep: None }
    }
}

impl<E: Clone> Sequence<E> {
    /// Takes an event. The hits come with the last stage first and `until` at the end (spec 15.1, 15.2).
    ///
    /// Gives the sequences that it completes or decides, those that it completes ordered by key.
    pub(crate) fn advance(&mut self, step: &Step<'_, E>, hits: &[StageHit]) -> Vec<Complete<E>> {
        let mut complete = Vec::new();
        for hit in hits {
            let StageRef::Stage(stage) = hit.stage else {
                self.end(step, hit);
                continue;
            };
            match step.layout.role(stage as usize) {
                Role::Positive(position) => {
                    let entered = hit.keys.iter();
                    let entered = entered.filter_map(|key| self.enter(step, position, key, hit));
                    complete.extend(entered);
                }
                Role::Missing(_) if !step.ground.takes(hit, &[]) => {}
                Role::Missing(place) => {
                    let decided =
                        hit.keys.iter().flat_map(|key| self.missing.see(step, place, key));
                    complete.extend(decided.collect::<Vec<_>>());
                }
            }
        }
        complete.sort_by(|left, right| left.key.cmp(&right.key));
        complete.extend(self.sweep(step));
        complete
    }

    /// What still waits for a missing event when the input ends (spec 16.5); `watermark` is the time of the
    /// latest event, where one later than the window is asked for.
    pub(crate) fn finish(
        &mut self,
        maxspan: i128,
        watermark: Option<Timestamp>,
    ) -> Vec<Complete<E>> {
        self.missing.finish(maxspan, watermark)
    }

    /// `until` may ask each pending instance for its events.
    fn end(&mut self, step: &Step<'_, E>, until: &StageHit) {
        for key in &until.keys {
            for slot in self.instances.get_mut(key).into_iter().flatten() {
                slot.take_if(|pending| step.ground.takes(until, &pending.memos));
            }
            self.forget_empty(key);
        }
    }

    /// Whether the pending instance that waits for a positive stage may take the event. Where it may not, it stays
    /// (spec 20.3).
    fn may_enter(
        &self,
        step: &Step<'_, E>,
        position: usize,
        key: &JoinKey,
        hit: &StageHit,
    ) -> bool {
        let pending = position
            .checked_sub(1)
            .map(|before| self.instances.get(key).and_then(|slots| slots[before].as_ref()));
        match pending {
            None => step.ground.takes(hit, &[]),
            Some(None) => false,
            Some(Some(pending)) => step.ground.takes(hit, &pending.memos),
        }
    }

    /// Fills a positive stage for one key; what it completes. An advance takes the pending instance away even
    /// where maxspan then refuses it (spec 15.5).
    fn enter(
        &mut self,
        step: &Step<'_, E>,
        position: usize,
        key: &JoinKey,
        hit: &StageHit,
    ) -> Option<Complete<E>> {
        if hit.open.is_some() && !self.may_enter(step, position, key, hit) {
            return None;
        }
        let mut pending = match position.checked_sub(1) {
            None => Pending {
                age: step.serial,
                window: self.missing.open(step, key),
                events: Vec::new(),
                memos: Vec::new(),
            },
            Some(before) => self.instances.get_mut(key)?[before].take()?,
        };
        if step.within(pending.window.first) {
            self.missing.pass(step, position, key, &mut pending.window);
            pending.events.push(step.event.clone());
            if let Some(memo) = &hit.memo {
                pending.memos.resize(position, None);
                pending.memos.push(Some(Arc::clone(memo)));
            }
            if position + 1 == step.layout.positives() {
                self.forget_empty(key);
                return self.missing.close(step, key, &pending.window, pending.age, pending.events);
            }
            let empty = || (1..step.layout.positives()).map(|_| None).collect();
            self.instances.entry(key.clone()).or_insert_with(empty)[position] = Some(pending);
        } else {
            self.forget_empty(key);
        }
        None
    }

    /// A key without a pending instance takes no memory.
    fn forget_empty(&mut self, key: &JoinKey) {
        if self.instances.get(key).is_some_and(|slots| slots.iter().all(Option::is_none)) {
            self.instances.remove(key);
        }
    }

    /// Frees what maxspan has ended, once a maxspan: an expired instance can never complete (spec 21.1).
    fn sweep(&mut self, step: &Step<'_, E>) -> Vec<Complete<E>> {
        let Some(maxspan) = step.plan.maxspan else { return Vec::new() };
        if self.sweep.is_some_and(|due| step.time < due) {
            return Vec::new();
        }
        self.sweep = Some(Timestamp::from_nanos(step.time.nanos() + maxspan));
        self.instances.retain(|_, slots| {
            for slot in slots.iter_mut() {
                slot.take_if(|pending| !step.within(pending.window.first));
            }
            slots.iter().any(Option::is_some)
        });
        self.missing.sweep(step, maxspan)
    }
}

impl<E> Held<E> for Sequence<E> {
    fn keys(&self) -> usize {
        self.instances.len() + self.missing.keys()
    }

    fn bytes(&self, weigh: fn(&E) -> u64) -> u64 {
        let pending = |pending: &Pending<E>| {
            let memos = pending.memos.iter().flatten().map(|memo| memo.bytes());
            pending.events.iter().map(weigh).sum::<u64>() + memos.sum::<u64>()
        };
        let instances = self.instances.iter().map(|(key, slots)| {
            let slots_bytes = (slots.len() * size_of::<Option<Pending<E>>>()) as u64;
            key_bytes(key) + slots_bytes + slots.iter().flatten().map(pending).sum::<u64>()
        });
        instances.sum::<u64>() + self.missing.bytes(weigh)
    }

    fn ages(&self, ages: &mut Vec<u64>) {
        ages.extend(self.instances.values().flatten().flatten().map(|pending| pending.age));
        self.missing.ages(ages);
    }

    fn drop_until(&mut self, age: u64) -> u64 {
        let mut dropped = 0;
        self.instances.retain(|_, slots| {
            for slot in slots.iter_mut() {
                dropped += u64::from(slot.take_if(|pending| pending.age <= age).is_some());
            }
            slots.iter().any(Option::is_some)
        });
        dropped + self.missing.drop_until(age)
    }
}

impl<E> Step<'_, E> {
    /// Whether maxspan still holds for an instance that began then (spec 15.6).
    fn within(&self, first: Timestamp) -> bool {
        self.plan.maxspan.is_none_or(|maxspan| self.time.nanos() - first.nanos() <= maxspan)
    }
}
