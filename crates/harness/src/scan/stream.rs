//! Takes events as they come, in constant memory: it keeps only what pending sequences hold.

use std::sync::Arc;

use event::Timestamp;
use matcher::{Hits, Matcher, Sequences};

use super::{Found, Kept, by_rule};
use crate::ordering::Place;

/// The state of a stream.
pub(super) struct Stream {
    sequences: Sequences<Arc<Kept>>,
    /// The time of the latest event, by clock.
    latest: Vec<Option<Timestamp>>,
    warned: bool,
    found: Vec<Found>,
}

impl Stream {
    pub(super) fn new(matcher: &Matcher) -> Self {
        Self {
            sequences: matcher.create_sequences(),
            latest: vec![None; matcher.program().clocks.len()],
            warned: false,
            found: Vec::new(),
        }
    }

    /// The matches of the last event, in order.
    pub(super) fn take(&mut self) -> Vec<Found> {
        std::mem::take(&mut self.found)
    }

    /// Takes the next event; a warning, once, where the input goes back in time.
    pub(super) fn event(
        &mut self,
        matcher: &Matcher,
        event: Arc<Kept>,
        hits: &Hits,
        places: &[Place],
    ) -> Option<String> {
        let place_of = |rule| &places[matcher.rule(rule).clock.index()];
        self.found.extend(hits.events.iter().map(|&rule| Found::single(rule, place_of(rule), &event)));
        for hits in hits.stages.chunk_by(|left, right| left.rule == right.rule) {
            let place = place_of(hits[0].rule);
            if place.is_timed {
                let time = place.ordinal.time;
                let found = &mut self.found;
                matcher.advance(&mut self.sequences, &event, time, hits, |complete| {
                    found.push(Found::sequence(complete, time));
                });
            }
        }
        self.found.sort_by(|left, right| by_rule(matcher, left, right));
        self.goes_back(places).then(|| {
            let (source, record) = event.place();
            format!("with `--sorted`, record {record} of input {} is older than the one before it", source + 1)
        })
    }

    /// Whether this is the first event that is older than one before it.
    fn goes_back(&mut self, places: &[Place]) -> bool {
        let mut goes_back = false;
        for (latest, place) in self.latest.iter_mut().zip(places).filter(|(_, place)| place.is_timed) {
            let time = place.ordinal.time;
            goes_back |= latest.is_some_and(|latest| time < latest);
            *latest = (*latest).max(Some(time));
        }
        let first = goes_back && !self.warned;
        self.warned |= goes_back;
        first
    }
}
