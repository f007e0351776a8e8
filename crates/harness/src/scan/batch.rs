//! Orders events by time before sequences see them. It keeps the events that some rule looks at, not the input.

use std::sync::Arc;

use matcher::{Hits, Match, Matcher, Memo, StageHit, StreamOptions};
use pack::{Plan, RuleId};

use super::{Found, Kept, Losses, by_rule};
use crate::ordering::Place;

/// What is kept of the input so far.
pub(super) struct Batch {
    /// Matches with the place of their last event.
    found: Vec<(Place, Found)>,
    /// For each clock, the events that some stage takes.
    streams: Vec<Vec<Staged>>,
    options: StreamOptions,
    bytes: u64,
    losses: Losses,
}

/// An event that some stage takes, or that filters which look back ask for.
struct Staged {
    place: Place,
    event: Arc<Kept>,
    hits: Vec<StageHit>,
    memo: Option<Arc<Memo>>,
}

impl Batch {
    pub(super) fn new(matcher: &Matcher, options: StreamOptions) -> Self {
        let streams = matcher.program().clocks.iter().map(|_| Vec::new()).collect();
        Self { found: Vec::new(), streams, options, bytes: 0, losses: Losses::default() }
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
        let memo = hits.memo.as_ref();
        self.bytes += event.bytes() + memo.map_or(0, |memo| memo.bytes());
        for &rule in &hits.events {
            let place = &places[matcher.rule(rule).clock.index()];
            self.bytes += size_of::<(Place, Found)>() as u64;
            self.found.push((place.clone(), Found::single(rule, place, event)));
        }
        for (index, place) in places.iter().enumerate() {
            let hits = hits_of_clock(matcher, hits, index);
            if !hits.is_empty() || memo.is_some() {
                self.bytes += size_of::<Staged>() as u64 + hits.iter().map(hit_bytes).sum::<u64>();
                self.streams[index].push(Staged {
                    place: place.clone(),
                    event: Arc::clone(event),
                    hits,
                    memo: memo.cloned(),
                });
            }
        }
    }

    /// Runs the sequences and samples; all matches in order, and what was lost.
    pub(super) fn finish(
        mut self,
        matcher: &Matcher,
        keep_result_order: bool,
    ) -> (Vec<Found>, Losses) {
        let streams = std::mem::take(&mut self.streams);
        for (clock, mut stream) in streams.into_iter().enumerate() {
            stream.sort_by(|left, right| left.place.ordinal.cmp(&right.place.ordinal));
            self.run(matcher, clock, &stream);
        }
        if !(keep_result_order && has_samples(matcher)) {
            self.found.sort_by(|(left_place, left), (right_place, right)| {
                let order = left_place.ordinal.cmp(&right_place.ordinal);
                order.then_with(|| by_rule(matcher, left, right))
            });
        }
        (self.found.into_iter().map(|(_, found)| found).collect(), self.losses)
    }

    /// Events go by their index in the stream, so that the place of each is known when a match comes late.
    fn run(&mut self, matcher: &Matcher, clock: usize, stream: &[Staged]) {
        let mut state = matcher.create_state(self.options);
        let mut matches = Vec::new();
        for (index, staged) in stream.iter().enumerate() {
            let time = staged.place.time();
            if let Some(memo) = &staged.memo {
                matcher.observe(&mut state, memo, |rule| {
                    if is_of_clock(matcher, rule, clock) {
                        let found = Found::single(rule, &staged.place, &staged.event);
                        self.found.push((staged.place.clone(), found));
                    }
                });
            }
            matcher
                .advance(&mut state, &index, time, &staged.hits, |complete| matches.push(complete));
        }
        self.losses.add(&state);
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
    hits.stages.iter().filter(|hit| is_of_clock(matcher, hit.rule, clock)).cloned().collect()
}

/// Roughly how much memory a hit takes, in bytes.
fn hit_bytes(hit: &StageHit) -> u64 {
    (size_of::<StageHit>() + hit.keys.heap_bytes()) as u64
}

fn is_of_clock(matcher: &Matcher, rule: RuleId, clock: usize) -> bool {
    matcher.rule(rule).clock.index() == clock
}

fn has_samples(matcher: &Matcher) -> bool {
    matcher.program().rules.iter().any(|rule| matches!(rule.plan, Plan::Sample(_)))
}
