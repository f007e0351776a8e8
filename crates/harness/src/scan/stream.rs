//! Takes events as they come, in constant memory: it keeps only what pending sequences and samples hold.

use event::Timestamp;
use matcher::{Match, Matcher, State, StreamOptions};

use super::{Found, Kept, Losses, Sighting, by_rule};
use crate::ordering::Place;

/// The state of a stream.
pub(super) struct Stream {
    state: State<Kept>,
    /// The time of the latest event, by clock.
    latest: Vec<Option<Timestamp>>,
    warned: bool,
}

impl Stream {
    pub(super) fn new(matcher: &Matcher, options: StreamOptions) -> Self {
        let clocks = matcher.program().clocks.len();
        Self {
            state: matcher.create_state(options).weighing(weight),
            latest: vec![None; clocks],
            warned: false,
        }
    }

    /// Takes the next event; its matches in order.
    pub(super) fn event(
        &mut self,
        matcher: &Matcher,
        event: &Kept,
        sighting: Sighting<'_>,
        places: &[Place],
    ) -> Vec<Found> {
        let place_of = |rule| &places[matcher.rule(rule).clock.index()];
        let rules = sighting.rules.iter();
        let mut found: Vec<_> =
            rules.map(|&rule| Found::single(rule, place_of(rule), event)).collect();
        if let Some(excerpt) = sighting.excerpt {
            matcher.observe(&mut self.state, excerpt, |rule| {
                found.push(Found::single(rule, place_of(rule), event));
            });
        }
        for hits in sighting.stages.chunk_by(|left, right| left.rule == right.rule) {
            let time = place_of(hits[0].rule).time();
            matcher.advance(&mut self.state, event, time, hits, |complete| {
                found.push(to_found(complete));
            });
        }
        found.sort_by(|left, right| by_rule(matcher, left, right));
        found
    }

    /// What the end of the input decides, in order, and what was lost.
    pub(super) fn finish(self, matcher: &Matcher) -> (Vec<Found>, Losses) {
        let mut found = Vec::new();
        let mut losses = Losses::default();
        losses.add(&self.state);
        matcher.finish(self.state, |complete| found.push(to_found(complete)));
        found.sort_by(|left, right| {
            left.time.cmp(&right.time).then_with(|| by_rule(matcher, left, right))
        });
        (found, losses)
    }

    /// A warning, once, where an event is older than one before it.
    /// `times` are by clock.
    pub(super) fn goes_back(
        &mut self,
        (source, record): (u32, u64),
        times: impl Iterator<Item = Option<Timestamp>>,
    ) -> Option<String> {
        let mut goes_back = false;
        for (latest, time) in self.latest.iter_mut().zip(times) {
            goes_back |= time.is_some() && time < *latest;
            *latest = (*latest).max(time);
        }
        let first = goes_back && !self.warned;
        self.warned |= goes_back;
        first.then(|| {
            format!(
                "with `--sorted`, record {record} of input {} is older than one before it: sequences may be \
                 missed",
                source + 1
            )
        })
    }
}

/// Documents that several pending sequences hold are counted for each: rather too much than too little.
fn weight(event: &Kept) -> u64 {
    size_of::<Kept>() as u64 + event.heap_bytes()
}

fn to_found(complete: Match<Kept>) -> Found {
    let Match { rule, join_keys, time, events } = complete;
    Found { rule, time, join_keys, events }
}
