//! Orders events by time before sequences see them. It keeps the events that some rule looks at, not the input.

use std::sync::Arc;

use matcher::{Hits, Match, Matcher, StageHit, StreamOptions};
use pack::{Plan, RuleId};

use super::{Found, Kept, by_rule};
use crate::ordering::Place;

/// What is kept of the input so far.
pub(super) struct Batch {
    /// Matches with the place of their last event.
    found: Vec<(Place, Found)>,
    /// For each clock, the events that some stage takes.
    streams: Vec<Vec<Staged>>,
    options: StreamOptions,
    bytes: u64,
    dropped: u64,
}

/// An event that some stage takes.
struct Staged {
    place: Place,
    event: Arc<Kept>,
    hits: Vec<StageHit>,
}

impl Batch {
    pub(super) fn new(matcher: &Matcher, options: StreamOptions) -> Self {
        let streams = matcher.program().clocks.iter().map(|_| Vec::new()).collect();
        Self { found: Vec::new(), streams, options, bytes: 0, dropped: 0 }
    }

    /// Roughly how much memory is kept.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Keeps an event with what the rules say about it; `places` are by clock.
    pub(super) fn event(
        &mut self,
        matcher: &Matcher,
        event: &Arc<Kept>,
        hits: &Hits,
        places: &[Place],
    ) {
        self.bytes += event.bytes();
        for &rule in &hits.events {
            let place = &places[matcher.rule(rule).clock.index()];
            self.bytes += size_of::<(Place, Found)>() as u64;
            self.found.push((place.clone(), Found::single(rule, place, event)));
        }
        for (index, place) in places.iter().enumerate() {
            let hits = hits_of_clock(matcher, hits, index);
            if !hits.is_empty() {
                self.bytes += hits.iter().map(|hit| 100 + 50 * hit.keys.len() as u64).sum::<u64>();
                self.streams[index].push(Staged {
                    place: place.clone(),
                    event: Arc::clone(event),
                    hits,
                });
            }
        }
    }

    /// Runs the sequences and samples; all matches in order, and how many pending ones went because there were too
    /// many.
    pub(super) fn finish(
        mut self,
        matcher: &Matcher,
        keep_result_order: bool,
    ) -> (Vec<Found>, u64) {
        for mut stream in std::mem::take(&mut self.streams) {
            stream.sort_by(|left, right| left.place.ordinal.cmp(&right.place.ordinal));
            self.run(matcher, &stream);
        }
        if !(keep_result_order && has_samples(matcher)) {
            self.found.sort_by(|(left_place, left), (right_place, right)| {
                let order = left_place.ordinal.cmp(&right_place.ordinal);
                order.then_with(|| by_rule(matcher, left, right))
            });
        }
        (self.found.into_iter().map(|(_, found)| found).collect(), self.dropped)
    }

    /// Events go by their index in the stream, so that the place of each is known when a match comes late.
    fn run(&mut self, matcher: &Matcher, stream: &[Staged]) {
        let mut state = matcher.create_state(self.options);
        let mut matches = Vec::new();
        for (index, staged) in stream.iter().enumerate() {
            let time = staged.place.time();
            matcher
                .advance(&mut state, &index, time, &staged.hits, |complete| matches.push(complete));
        }
        self.dropped += state.dropped();
        matcher.finish(state, |complete| matches.push(complete));
        self.found.extend(matches.into_iter().filter_map(|complete| found(stream, complete)));
    }
}

/// The match with the place of its last event.
fn found(stream: &[Staged], complete: Match<usize>) -> Option<(Place, Found)> {
    let last = complete.events.iter().flatten().max()?;
    let place = stream[*last].place.clone();
    let event = |index: usize| Arc::clone(&stream[index].event);
    let events = complete.events.iter().map(|index| index.map(event)).collect();
    let found =
        Found { rule: complete.rule, time: place.time(), join_keys: complete.join_keys, events };
    Some((place, found))
}

fn hits_of_clock(matcher: &Matcher, hits: &Hits, clock: usize) -> Vec<StageHit> {
    let of_clock = |rule: RuleId| matcher.rule(rule).clock.index() == clock;
    hits.stages.iter().filter(|hit| of_clock(hit.rule)).cloned().collect()
}

fn has_samples(matcher: &Matcher) -> bool {
    matcher.program().rules.iter().any(|rule| matches!(rule.plan, Plan::Sample(_)))
}
