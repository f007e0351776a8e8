//! Missing events as a stream sees them (spec 16.2, 21.6): what has been seen of each, and what still waits.
//!
//! Between and before positive events only the latest occurrence matters, and the one before it where the latest
//! is at the very time of the positive event (all comparisons are strict). Behind the last positive event the
//! first occurrence decides, or the end of the window.

use std::collections::BTreeMap;

use event::{JoinKey, Timestamp};
use hashbrown::HashMap;

use super::{Complete, Step};
use crate::bounds::{Held, key_bytes, packed_bytes};
use crate::packed_key::PackedKey;

/// What one rule knows of its missing stages.
#[derive(Debug)]
pub(super) struct Missing<E> {
    /// By key, for each missing stage. Looked up only.
    seen: HashMap<PackedKey, Vec<Seen>>,
    /// Complete but for a trailing missing stage. Ordered, because it is walked through.
    waiting: BTreeMap<JoinKey, Vec<Waiting<E>>>,
}

/// The latest two times of an event, which differ.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    /// The number of the latest event.
    age: u64,
    latest: Option<Timestamp>,
    before: Option<Timestamp>,
}

/// The times of an instance that missing events are measured against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    /// The first positive event.
    pub(super) first: Timestamp,
    /// The last positive event so far.
    last: Timestamp,
    /// The latest leading missing event before the first positive one.
    leading: Option<Timestamp>,
    /// A missing event stood between two positive ones. The instance goes on, because it takes events away from
    /// others, but is never a match (spec 16.4).
    rejected: bool,
}

#[derive(Debug)]
struct Waiting<E> {
    /// As its own events have it: equal keys may be shown differently, as `4` and `4.0`.
    key: JoinKey,
    /// The number of the event that the sequence began with.
    age: u64,
    /// No trailing event may come within maxspan of this.
    start: Timestamp,
    last: Timestamp,
    events: Vec<E>,
}

impl Window {
    /// Of a sequence that begins with one event, without a leading missing one.
    pub(super) fn at(time: Timestamp) -> Self {
        Self { first: time, last: time, leading: None, rejected: false }
    }

    /// Whether `at` makes the same.
    pub(super) fn is_fresh(&self) -> bool {
        self.last == self.first && self.leading.is_none() && !self.rejected
    }
}

impl Seen {
    fn see(&mut self, time: Timestamp, serial: u64) {
        self.age = serial;
        if self.latest != Some(time) {
            self.before = self.latest;
            self.latest = Some(time);
        }
    }

    /// The latest time strictly before another.
    fn before(self, time: Timestamp) -> Option<Timestamp> {
        if self.latest < Some(time) { self.latest } else { self.before }
    }
}

impl<E> Waiting<E> {
    fn complete(self) -> Complete<E> {
        Complete { key: self.key, time: self.last, events: self.events }
    }
}

impl<E> Default for Missing<E> {
    fn default() -> Self {
        Self { seen: HashMap::new(), waiting: BTreeMap::new() }
    }
}

impl<E> Missing<E> {
    /// The latest event before now of those missing stages that stand before a positive one.
    fn latest(&self, step: &Step<'_, E>, position: u32, key: &PackedKey) -> Option<Timestamp> {
        if self.seen.is_empty() {
            return None;
        }
        let seen = self.seen.get(key)?;
        step.layout.missing_before(position).filter_map(|place| seen[place].before(step.time)).max()
    }

    /// The window of an instance that begins now.
    pub(super) fn open(&self, step: &Step<'_, E>, key: &PackedKey) -> Window {
        Window { leading: self.latest(step, 0, key), ..Window::at(step.time) }
    }

    /// An instance reaches a positive stage now.
    pub(super) fn pass(
        &self,
        step: &Step<'_, E>,
        position: u32,
        key: &PackedKey,
        window: &mut Window,
    ) {
        if position > 0 {
            window.rejected |= self.latest(step, position, key) > Some(window.last);
        }
        window.last = step.time;
    }

    /// All positive stages are filled: a match, nothing, or something to wait for.
    pub(super) fn close(
        &mut self,
        step: &Step<'_, E>,
        key: &PackedKey,
        window: &Window,
        age: u64,
        events: Vec<E>,
    ) -> Option<Complete<E>> {
        if window.rejected {
            return None;
        }
        let complete = Complete { key: key.to_join_key(), time: step.time, events };
        let start = if step.layout.has_leading() { window.leading } else { Some(window.first) };
        match (step.layout.has_trailing(), start) {
            (true, Some(start)) => {
                let Complete { key, time, events } = complete;
                let waiting = Waiting { key: key.clone(), age, start, last: time, events };
                self.waiting.entry(key).or_default().push(waiting);
                None
            }
            (false, Some(leading)) if step.layout.has_leading() => {
                is_beyond(step.plan.maxspan, leading, step.time).then_some(complete)
            }
            (_, _) => Some(complete),
        }
    }

    /// A missing stage takes the event; what this decides for a trailing one.
    pub(super) fn see(
        &mut self,
        step: &Step<'_, E>,
        place: usize,
        key: &PackedKey,
    ) -> Vec<Complete<E>> {
        let empty = || vec![Seen::default(); step.layout.missing()];
        self.seen.entry(key.clone().into_bare()).or_insert_with(empty)[place]
            .see(step.time, step.serial);
        if !step.layout.is_trailing(place) {
            return Vec::new();
        }
        if self.waiting.is_empty() {
            return Vec::new();
        }
        let key = key.to_join_key();
        let Some(waiting) = self.waiting.get_mut(&key) else { return Vec::new() };
        let decided: Vec<_> = waiting.extract_if(.., |waiting| waiting.last < step.time).collect();
        if waiting.is_empty() {
            self.waiting.remove(&key);
        }
        let accepted =
            decided.into_iter().filter(|one| is_beyond(step.plan.maxspan, one.start, step.time));
        accepted.map(Waiting::complete).collect()
    }

    /// Accepts what no trailing event can refuse any more, and forgets what no window reaches back to.
    pub(super) fn sweep(&mut self, step: &Step<'_, E>, maxspan: i128) -> Vec<Complete<E>> {
        self.seen.retain(|_, seen| {
            let reached = |seen: &Seen| {
                seen.latest.is_some_and(|time| !is_beyond(Some(maxspan), time, step.time))
            };
            seen.iter().any(reached)
        });
        self.finish(maxspan, Some(step.time))
    }

    /// Accepts what waits; with a watermark, only what its window has passed.
    pub(super) fn finish(
        &mut self,
        maxspan: i128,
        watermark: Option<Timestamp>,
    ) -> Vec<Complete<E>> {
        let mut accepted = Vec::new();
        for waiting in self.waiting.values_mut() {
            let over = |one: &mut Waiting<E>| {
                watermark.is_none_or(|watermark| is_beyond(Some(maxspan), one.start, watermark))
            };
            let passed = waiting.extract_if(.., over);
            accepted.extend(passed.map(Waiting::complete));
        }
        self.waiting.retain(|_, waiting| !waiting.is_empty());
        accepted
    }
}

impl<E> Held<E> for Missing<E> {
    fn keys(&self) -> usize {
        self.seen.len() + self.waiting.len()
    }

    fn bytes(&self, weigh: fn(&E) -> u64) -> u64 {
        let seen = self
            .seen
            .iter()
            .map(|(key, seen)| packed_bytes(key) + size_of_val(seen.as_slice()) as u64);
        let waiting = self.waiting.iter().map(|(key, waiting)| {
            let events = waiting.iter().flat_map(|one| &one.events).map(weigh).sum::<u64>();
            key_bytes(key) + size_of_val(waiting.as_slice()) as u64 + events
        });
        seen.sum::<u64>() + waiting.sum::<u64>()
    }

    fn ages(&self, ages: &mut Vec<u64>) {
        ages.extend(self.seen.values().map(|seen| youngest(seen)));
        ages.extend(self.waiting.values().flatten().map(|waiting| waiting.age));
    }

    fn drop_until(&mut self, age: u64) -> u64 {
        let before = self.seen.len();
        self.seen.retain(|_, seen| youngest(seen) > age);
        let mut dropped = (before - self.seen.len()) as u64;
        self.waiting.retain(|_, waiting| {
            let before = waiting.len();
            waiting.retain(|one| one.age > age);
            dropped += (before - waiting.len()) as u64;
            !waiting.is_empty()
        });
        dropped
    }
}

fn youngest(seen: &[Seen]) -> u64 {
    seen.iter().map(|seen| seen.age).max().unwrap_or_default()
}

/// Whether `end` is more than maxspan behind `start`.
fn is_beyond(maxspan: Option<i128>, start: Timestamp, end: Timestamp) -> bool {
    maxspan.is_some_and(|maxspan| end.nanos() - start.nanos() > maxspan)
}
