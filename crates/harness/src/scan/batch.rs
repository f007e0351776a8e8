//! Orders events by time before sequences see them. It keeps the events that some rule looks at, not the input.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use event::{Ordinal, Timestamp, Value};
use matcher::{Excerpt, Match, Matcher, StageHit, StreamOptions};
use pack::{Plan, RuleId};

use super::{Found, Kept, Losses, Sighting, by_rule};
use crate::ordering::Place;

/// From how many hits on the rules are shared out among the threads: fewer are done before another thread has begun.
const WORTH_SHARING: usize = 2_000;

/// What is kept of the input so far.
pub(super) struct Batch {
    /// Matches with the place of their last event.
    found: Vec<(Place, Found)>,
    /// By clock.
    streams: Vec<Staged>,
    /// What is remembered of events where something looks back, by their position in the input.
    excerpts: BTreeMap<u64, Arc<Excerpt>>,
    options: StreamOptions,
    bytes: u64,
    losses: Losses,
}

/// The events of one clock that some stage takes, or that filters which look back ask for. Millions may wait here, so
/// there are two lists for all of them.
#[derive(Default)]
struct Staged {
    events: Vec<StagedEvent>,
    hits: Vec<StageHit>,
}

/// An event in the order of one clock.
struct StagedEvent {
    time: Timestamp,
    /// Most events have none.
    tiebreaker: Option<Box<Value<'static>>>,
    /// The place in the input.
    position: u64,
    event: Kept,
    /// Where its hits begin.
    first: usize,
    /// How many there are.
    count: u32,
    is_timed: bool,
}

impl Batch {
    pub(super) fn new(matcher: &Matcher, options: StreamOptions) -> Self {
        let streams = matcher.program().clocks.iter().map(|_| Staged::default()).collect();
        let (found, excerpts, losses) = (Vec::new(), BTreeMap::new(), Losses::default());
        Self { found, streams, excerpts, options, bytes: 0, losses }
    }

    /// Roughly how much memory is kept.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Keeps an event with what the rules say about it; `places` are by clock.
    pub(super) fn event(
        &mut self,
        matcher: &Matcher,
        event: &Kept,
        sighting: Sighting<'_>,
        places: &[Place],
    ) {
        self.bytes += event.heap_bytes();
        for &rule in sighting.rules {
            let place = &places[matcher.rule(rule).clock.index()];
            self.bytes += (size_of::<(Place, Found)>() + size_of::<Kept>()) as u64;
            self.found.push((place.clone(), Found::single(rule, place, event)));
        }
        if let (Some(excerpt), Some(place)) = (sighting.excerpt, places.first()) {
            self.bytes += excerpt.bytes();
            self.excerpts.insert(place.ordinal.position, Arc::clone(excerpt));
        }
        for ((clock, place), stream) in (0..).zip(places).zip(&mut self.streams) {
            let of_clock = |hit: &&StageHit| is_of_clock(matcher, hit.rule, clock);
            let hits = sighting.stages.iter().filter(of_clock);
            self.bytes += stream.add(place, event, hits, sighting.excerpt.is_some());
        }
    }

    /// Runs the sequences and samples; all matches in order, with the places of their last events, and what was lost.
    pub(super) fn finish(
        mut self,
        matcher: &Matcher,
        keep_result_order: bool,
        threads: usize,
    ) -> (Vec<(Place, Found)>, Losses) {
        let threads = if keep_result_order { 1 } else { threads };
        let streams = std::mem::take(&mut self.streams);
        for (clock, mut stream) in streams.into_iter().enumerate() {
            // No two are equal: each has its position.
            stream.events.sort_unstable_by(StagedEvent::order);
            let Part { found, losses } = self.run(matcher, clock, &stream, threads);
            self.found.extend(found);
            self.losses += losses;
        }
        if !(keep_result_order && has_samples(matcher)) {
            self.found.sort_by(|(left_place, left), (right_place, right)| {
                let order = left_place.ordinal.cmp(&right_place.ordinal);
                order.then_with(|| by_rule(matcher, left, right))
            });
        }
        (self.found, self.losses)
    }

    /// Rules are independent of each other but for the bounds, which hold for all of them together. So they are shared
    /// out among the threads with a part of the bounds each, and run together where that was too little.
    fn run(&self, matcher: &Matcher, clock: usize, stream: &Staged, threads: usize) -> Part {
        let looks_back = !self.excerpts.is_empty();
        if threads > 1 && !looks_back && stream.hits.len() >= WORTH_SHARING {
            let parts = self.run_parts(matcher, clock, stream, threads);
            if parts.losses.dropped == 0 {
                return parts;
            }
        }
        self.run_rules(matcher, clock, stream, &(RuleId(0)..RuleId(u32::MAX)), self.options)
    }

    /// The rules in as many parts as there are threads, with some equally many hits.
    fn run_parts(&self, matcher: &Matcher, clock: usize, stream: &Staged, threads: usize) -> Part {
        // A state looks at its bytes only now and then: half of its share leaves room for what comes in between.
        let shares = u64::try_from(2 * threads).unwrap_or(u64::MAX);
        let mut options = self.options;
        options.bounds.keys /= 2 * threads;
        options.bounds.bytes /= shares;
        let run = |rules: &Range<RuleId>| self.run_rules(matcher, clock, stream, rules, options);
        let ranges = stream.shared_out(threads);
        std::thread::scope(|scope| {
            let others: Vec<_> =
                ranges[1..].iter().map(|rules| scope.spawn(move || run(rules))).collect();
            let mut all = run(&ranges[0]);
            for other in others {
                // A thread that ended early has lost something: then all rules run together.
                let part = other.join().unwrap_or_else(|_| Part::unfinished());
                all.found.extend(part.found);
                all.losses += part.losses;
            }
            all
        })
    }

    /// Events go by their index in the stream, so that the place of each is known when a match comes late.
    fn run_rules(
        &self,
        matcher: &Matcher,
        clock: usize,
        stream: &Staged,
        rules: &Range<RuleId>,
        options: StreamOptions,
    ) -> Part {
        let mut state = matcher.create_state(options);
        let mut part = Part::default();
        for (index, staged) in stream.events.iter().enumerate() {
            if let Some(excerpt) = self.excerpts.get(&staged.position) {
                matcher.observe(&mut state, excerpt, |rule| {
                    if is_of_clock(matcher, rule, clock) {
                        let place = staged.place();
                        let found = Found::single(rule, &place, &staged.event);
                        part.found.push((place, found));
                    }
                });
            }
            let hits = of_rules(stream.hits_of(staged), rules);
            matcher.advance(&mut state, &index, staged.own_time(), hits, |complete| {
                part.found.extend(stream.found(complete));
            });
        }
        part.losses.add(&state);
        matcher.finish(state, |complete| part.found.extend(stream.found(complete)));
        part
    }
}

/// What some rules found, and what was lost.
#[derive(Default)]
struct Part {
    found: Vec<(Place, Found)>,
    losses: Losses,
}

impl Part {
    fn unfinished() -> Self {
        Self { losses: Losses { dropped: 1, ..Losses::default() }, ..Self::default() }
    }
}

/// Those of the hits of one event, which are by rule, that are of these rules.
fn of_rules<'h>(hits: &'h [StageHit], rules: &Range<RuleId>) -> &'h [StageHit] {
    let first = hits.partition_point(|hit| hit.rule < rules.start);
    let end = hits.partition_point(|hit| hit.rule < rules.end);
    &hits[first..end]
}

impl Staged {
    /// Keeps an event if it has hits or is looked at all the same; how much more memory is kept.
    fn add<'h>(
        &mut self,
        place: &Place,
        event: &Kept,
        hits: impl Iterator<Item = &'h StageHit>,
        is_looked_at: bool,
    ) -> u64 {
        let first = self.hits.len();
        self.hits.extend(hits.cloned());
        let own = &self.hits[first..];
        if own.is_empty() && !is_looked_at {
            return 0;
        }
        let Ordinal { time, tiebreaker, position } = &place.ordinal;
        self.events.push(StagedEvent {
            time: *time,
            tiebreaker: (!tiebreaker.is_null()).then(|| Box::new(tiebreaker.clone())),
            position: *position,
            event: event.clone(),
            first,
            // One event has no more hits than there are stages, which a program counts with 32 bits.
            count: u32::try_from(own.len()).unwrap_or(u32::MAX),
            is_timed: place.is_timed,
        });
        size_of::<StagedEvent>() as u64 + own.iter().map(hit_bytes).sum::<u64>()
    }

    /// Ranges of rules that have some equally many hits, as many as asked.
    fn shared_out(&self, parts: usize) -> Vec<Range<RuleId>> {
        let mut counts = Vec::new();
        for hit in &self.hits {
            let rule = hit.rule.index();
            counts.resize(counts.len().max(rule + 1), 0);
            counts[rule] += 1;
        }
        let mut starts = vec![RuleId(0)];
        let mut passed = 0;
        for (rule, count) in (0..).map(RuleId).zip(counts) {
            if starts.len() < parts && passed * parts >= self.hits.len() * starts.len() {
                starts.push(rule);
            }
            passed += count;
        }
        let ends = starts[1..].iter().copied().chain([RuleId(u32::MAX)]);
        starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
    }

    fn hits_of(&self, event: &StagedEvent) -> &[StageHit] {
        &self.hits[event.first..event.first + event.count as usize]
    }

    /// The match with the place of its last event.
    fn found(&self, complete: Match<usize>) -> Option<(Place, Found)> {
        let last = complete.events.iter().flatten().max()?;
        let place = self.events[*last].place();
        let event = |index: usize| self.events[index].event.clone();
        let events = complete.events.iter().map(|index| index.map(event)).collect();
        let Match { rule, join_keys, .. } = complete;
        let found = Found { rule, time: place.time(), join_keys, events };
        Some((place, found))
    }
}

impl StagedEvent {
    /// As ordinals are ordered.
    fn order(&self, other: &Self) -> Ordering {
        Ordinal::cmp_parts((self.time, self.tiebreaker()), (other.time, other.tiebreaker()))
            .then(self.position.cmp(&other.position))
    }

    fn tiebreaker(&self) -> &Value<'static> {
        self.tiebreaker.as_deref().unwrap_or(&Value::Null)
    }

    fn place(&self) -> Place {
        let (time, tiebreaker) = (self.time, self.tiebreaker().clone());
        let ordinal = Ordinal { time, tiebreaker, position: self.position };
        Place { ordinal, is_timed: self.is_timed }
    }

    fn own_time(&self) -> Option<Timestamp> {
        self.is_timed.then_some(self.time)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_and_a_hit_take_128_bytes() {
        assert_eq!(size_of::<StagedEvent>() + size_of::<StageHit>(), 128);
    }
}
