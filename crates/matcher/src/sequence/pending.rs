//! A sequence that has begun, in as few bytes as it takes: most have one event and wait for the second.

use std::sync::Arc;

use event::Timestamp;

use super::missing::Window;
use crate::look_back::Excerpt;
use crate::packed_key::PackedKey;

/// A pending sequence.
#[derive(Debug)]
pub(super) struct Pending<E> {
    pub(super) key: PackedKey,
    /// The number of the event that it began with.
    pub(super) age: u64,
    /// The time of the first event in whole milliseconds, where there is no `more`.
    millis: i64,
    /// Nanoseconds on top.
    below: u32,
    /// The last positive stage that it has reached.
    pub(super) position: u32,
    first: E,
    /// What only some need.
    more: Option<Box<More<E>>>,
}

#[derive(Debug)]
struct More<E> {
    window: Window,
    /// The events behind the first.
    events: Vec<E>,
    /// By positive stage, what later stages read of its event; cut off behind the last that any reads.
    excerpts: Vec<Option<Arc<Excerpt>>>,
}

impl<E> Pending<E> {
    /// A sequence begins.
    pub(super) fn new(key: PackedKey, age: u64, window: Window, first: E) -> Self {
        let time = CompactTime::new(window.first).filter(|_| window.is_fresh());
        let more = if time.is_none() { Some(Box::new(More::new(window))) } else { None };
        let CompactTime { millis, below } = time.unwrap_or_default();
        Self { key, age, millis, below, position: 0, first, more }
    }

    pub(super) fn window(&self) -> Window {
        let compact = CompactTime { millis: self.millis, below: self.below };
        self.more.as_ref().map_or_else(|| Window::at(compact.time()), |more| more.window)
    }

    /// It reaches a positive stage behind the first.
    pub(super) fn push(&mut self, position: u32, window: Window, event: E) {
        self.position = position;
        let more = self.more(window);
        more.window = window;
        more.events.push(event);
    }

    /// Remembers what later stages read of the latest event.
    pub(super) fn remember(&mut self, excerpt: &Arc<Excerpt>) {
        let position = self.position as usize;
        let more = self.more(self.window());
        more.excerpts.resize(position, None);
        more.excerpts.push(Some(Arc::clone(excerpt)));
    }

    pub(super) fn excerpts(&self) -> &[Option<Arc<Excerpt>>] {
        self.more.as_ref().map_or(&[], |more| &more.excerpts)
    }

    /// All events, with the last one.
    pub(super) fn into_events(self, last: Option<E>) -> Vec<E> {
        let more = self.more.map(|more| more.events).unwrap_or_default();
        let mut events = Vec::with_capacity(2 + more.len());
        events.push(self.first);
        events.extend(more);
        events.extend(last);
        events
    }

    /// The memory that it takes beside itself, with the whole of its events.
    pub(super) fn heap_bytes(&self, weigh: fn(&E) -> u64) -> u64 {
        let more = self.more.as_ref().map_or(0, |more| {
            let lists = size_of_val(more.excerpts.as_slice()) + size_of::<More<E>>();
            let excerpts = more.excerpts.iter().flatten().map(|excerpt| excerpt.bytes());
            lists as u64 + excerpts.sum::<u64>() + more.events.iter().map(weigh).sum::<u64>()
        });
        let first = weigh(&self.first).saturating_sub(size_of::<E>() as u64);
        self.key.heap_bytes() as u64 + first + more
    }

    fn more(&mut self, window: Window) -> &mut More<E> {
        self.more.get_or_insert_with(|| Box::new(More::new(window)))
    }
}

impl<E> More<E> {
    fn new(window: Window) -> Self {
        Self { window, events: Vec::new(), excerpts: Vec::new() }
    }
}

/// An instant without the padding of 128 bits.
#[derive(Clone, Copy, Default)]
struct CompactTime {
    millis: i64,
    below: u32,
}

impl CompactTime {
    /// Exact, or `None`.
    fn new(time: Timestamp) -> Option<Self> {
        let millis = time.millis();
        let below = time.nanos() - Timestamp::from_millis(millis).nanos();
        Some(Self { millis, below: u32::try_from(below).ok()? })
    }

    fn time(self) -> Timestamp {
        let whole = Timestamp::from_millis(self.millis).nanos();
        Timestamp::from_nanos(whole + i128::from(self.below))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use event::JoinKey;

    #[test]
    fn every_time_comes_back() {
        let far = i128::from(i64::MAX) * 1_000_000;
        for nanos in [0, 1, -1, 999_999, far, far + 1, far * 2, -far * 2, i128::MIN, i128::MAX] {
            let time = Timestamp::from_nanos(nanos);
            let key = PackedKey::new(&JoinKey::default());
            assert_eq!(Pending::new(key, 0, Window::at(time), ()).window().first, time);
        }
    }

    #[test]
    fn one_event_and_a_short_key_take_80_bytes() {
        assert_eq!(size_of::<Option<Pending<u64>>>(), 80);
    }
}
