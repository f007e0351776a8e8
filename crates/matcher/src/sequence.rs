//! One rule's sequences: one pending instance for each key and positive stage (spec 15), filtered by missing
//! events (spec 16).

mod layout;
mod missing;
mod pending;
mod table;

use event::{JoinKey, Timestamp};
use pack::SequencePlan;

use crate::bounds::Held;
use crate::filter::{StageHit, StageRef};
use crate::look_back::Ground;
use crate::packed_key::PackedKey;
pub(crate) use layout::{Layout, Role};
use missing::Missing;
use pending::Pending;
use table::Table;

pub(crate) use table::MOST_PENDING;

/// Everything pending of one rule.
#[derive(Debug)]
pub(crate) struct Sequence<E> {
    pending: Table<E>,
    missing: Missing<E>,
    /// When what maxspan has ended is looked for next.
    sweep: Option<Timestamp>,
}

/// A sequence whose positive stages are filled and that no missing event refuses.
#[derive(Debug)]
pub(crate) struct Complete<E> {
    pub(crate) key: JoinKey,
    /// The time of the last one.
    pub(crate) time: Timestamp,
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
        Self { pending: Table::default(), missing: Missing::default(), sweep: None }
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
        for key in until.keys.iter() {
            for position in step.layout.waiting_positions() {
                let pending = self.pending.get(key, position);
                if pending.is_some_and(|pending| step.ground.takes(until, pending.excerpts())) {
                    self.pending.take(key, position);
                }
            }
        }
    }

    /// Whether the pending instance that waits for a positive stage may take the event. Where it may not, it stays
    /// (spec 20.3).
    fn may_enter(
        &self,
        step: &Step<'_, E>,
        position: u32,
        key: &PackedKey,
        hit: &StageHit,
    ) -> bool {
        match position.checked_sub(1).map(|before| self.pending.get(key, before)) {
            None => step.ground.takes(hit, &[]),
            Some(None) => false,
            Some(Some(pending)) => step.ground.takes(hit, pending.excerpts()),
        }
    }

    /// Fills a positive stage for one key; what it completes. An advance takes the pending instance away even
    /// where maxspan then refuses it (spec 15.5).
    fn enter(
        &mut self,
        step: &Step<'_, E>,
        position: u32,
        key: &PackedKey,
        hit: &StageHit,
    ) -> Option<Complete<E>> {
        if hit.is_open && !self.may_enter(step, position, key, hit) {
            return None;
        }
        let (mut pending, window) = match position.checked_sub(1) {
            None => {
                let window = self.missing.open(step, key);
                let first = step.event.clone();
                (Pending::new(key.clone().into_bare(), step.serial, window, first), window)
            }
            Some(before) => {
                let pending = self.pending.take(key, before)?;
                let mut window = pending.window();
                if !step.within(window.first) {
                    return None;
                }
                self.missing.pass(step, position, key, &mut window);
                (pending, window)
            }
        };
        if step.layout.is_last(position) {
            let age = pending.age;
            let last = (position > 0).then(|| step.event.clone());
            return self.missing.close(step, key, &window, age, pending.into_events(last));
        }
        if position > 0 {
            pending.push(position, window, step.event.clone());
        }
        if let Some(excerpt) = &hit.excerpt {
            pending.remember(excerpt);
        }
        self.pending.put(pending);
        None
    }

    /// Frees what maxspan has ended, once a maxspan: an expired instance can never complete (spec 21.1).
    fn sweep(&mut self, step: &Step<'_, E>) -> Vec<Complete<E>> {
        let Some(maxspan) = step.plan.maxspan else { return Vec::new() };
        if self.sweep.is_some_and(|due| step.time < due) {
            return Vec::new();
        }
        self.sweep = Some(Timestamp::from_nanos(step.time.nanos() + maxspan));
        self.pending.retain(|pending| step.within(pending.window().first));
        self.missing.sweep(step, maxspan)
    }
}

impl<E> Held<E> for Sequence<E> {
    fn keys(&self) -> usize {
        self.pending.len() + self.missing.keys()
    }

    fn bytes(&self, weigh: fn(&E) -> u64) -> u64 {
        self.pending.bytes(weigh) + self.missing.bytes(weigh)
    }

    fn ages(&self, ages: &mut Vec<u64>) {
        ages.extend(self.pending.iter().map(|pending| pending.age));
        self.missing.ages(ages);
    }

    fn drop_until(&mut self, age: u64) -> u64 {
        self.pending.retain(|pending| pending.age > age) + self.missing.drop_until(age)
    }
}

impl<E> Step<'_, E> {
    /// Whether maxspan still holds for an instance that began then (spec 15.6).
    fn within(&self, first: Timestamp) -> bool {
        self.plan.maxspan.is_none_or(|maxspan| self.time.nanos() - first.nanos() <= maxspan)
    }
}
