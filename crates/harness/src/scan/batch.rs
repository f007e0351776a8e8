//! Orders events by time before sequences see them. It keeps the events that some rule looks at, not the input.

use std::sync::Arc;

use event::Ordinal;
use matcher::{Hits, Matcher, StageHit};

use super::{Found, Kept, by_rule};
use crate::ordering::Place;

/// What is kept of the input so far.
pub(super) struct Batch {
    /// Matches with the place of their last event.
    found: Vec<(Ordinal, Found)>,
    /// For each clock, the events that some stage takes.
    streams: Vec<Vec<Staged>>,
    bytes: u64,
}

/// An event that some stage takes.
struct Staged {
    ordinal: Ordinal,
    event: Arc<Kept>,
    hits: Vec<StageHit>,
}

impl Batch {
    pub(super) fn new(matcher: &Matcher) -> Self {
        let streams = matcher.program().clocks.iter().map(|_| Vec::new()).collect();
        Self { found: Vec::new(), streams, bytes: 0 }
    }

    /// Roughly how much memory is kept.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Keeps an event with what the rules say about it; `places` are by clock.
    pub(super) fn event(&mut self, matcher: &Matcher, event: Arc<Kept>, hits: &Hits, places: &[Place]) {
        self.bytes += event.bytes();
        for &rule in &hits.events {
            let place = &places[matcher.rule(rule).clock.index()];
            self.bytes += size_of::<(Ordinal, Found)>() as u64;
            self.found.push((place.ordinal.clone(), Found::single(rule, place, &event)));
        }
        for (index, place) in places.iter().enumerate().filter(|(_, place)| place.is_timed) {
            let hits = hits_of_clock(matcher, hits, index);
            if !hits.is_empty() {
                self.bytes += hits.iter().map(|hit| 100 + 50 * hit.keys.len() as u64).sum::<u64>();
                let ordinal = place.ordinal.clone();
                self.streams[index].push(Staged { ordinal, event: Arc::clone(&event), hits });
            }
        }
    }

    /// Runs the sequences and puts all matches in order.
    pub(super) fn finish(self, matcher: &Matcher) -> Vec<Found> {
        let mut found = self.found;
        for mut stream in self.streams {
            stream.sort_by(|left, right| left.ordinal.cmp(&right.ordinal));
            run_sequences(matcher, &stream, &mut found);
        }
        found.sort_by(|(left_place, left), (right_place, right)| {
            left_place.cmp(right_place).then_with(|| by_rule(matcher, left, right))
        });
        found.into_iter().map(|(_, found)| found).collect()
    }
}

fn hits_of_clock(matcher: &Matcher, hits: &Hits, clock: usize) -> Vec<StageHit> {
    let of_clock = |rule| matcher.rule(rule).clock.index() == clock;
    hits.stages.iter().filter(|hit| of_clock(hit.rule)).cloned().collect()
}

fn run_sequences(matcher: &Matcher, stream: &[Staged], found: &mut Vec<(Ordinal, Found)>) {
    let mut sequences = matcher.create_sequences();
    for Staged { ordinal, event, hits } in stream {
        matcher.advance(&mut sequences, event, ordinal.time, hits, |complete| {
            found.push((ordinal.clone(), Found::sequence(complete, ordinal.time)));
        });
    }
}
