//! How a pair is given to a matcher: rightly, or with one mistake that the engines' agreement must show.

use event::{Document, Ordinal, SequenceMode, Timestamp};
use matcher::{Matcher, StageHit, StreamOptions};
use pack::RuleId;

use super::engines::Options;
use super::pair::{Pair, Placed};

/// How events go in and matches come out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Feeding {
    /// As the harness does it.
    Right,
    /// Events of one time the other way round.
    TiesReversed,
    /// An event without a time gets the one of its predecessor.
    TimeInvented,
    /// All events in the order of the input.
    Unordered,
    /// The first stage is tried first.
    HitsReversed,
    /// Of several keys of an event only the first is used.
    FirstKeyOnly,
    /// What waits at the end of the input is lost.
    Unfinished,
    /// The end of the input means the opposite to a missing event.
    OtherMode,
    /// One sample a key more than asked for.
    OneSampleMore,
    /// Matches go to the pipes in the order in which they are found.
    FoundOrder,
}

impl Feeding {
    pub(super) fn options(self, options: Options) -> StreamOptions {
        let mode = match (self, options.mode) {
            (Self::OtherMode, SequenceMode::Es) => SequenceMode::Strict,
            (Self::OtherMode, SequenceMode::Strict) => SequenceMode::Es,
            (_, mode) => mode,
        };
        let more = usize::from(self == Self::OneSampleMore);
        let max_samples_per_key = options.max_samples_per_key + more;
        StreamOptions { mode, max_samples_per_key, ..StreamOptions::default() }
    }

    pub(super) fn order(self, matcher: &Matcher, pair: &Pair) -> Vec<Placed> {
        let mut order = pair.in_order(|event, position| self.ordinal(matcher, event, position));
        if self == Self::Unordered {
            order.sort_by_key(|(place, _)| *place);
        }
        order
    }

    fn ordinal(self, matcher: &Matcher, event: &Document, position: u64) -> Option<Ordinal> {
        let position = if self == Self::TiesReversed { u64::MAX - position } else { position };
        matcher.ordinal(matcher.rule(RuleId(0)).clock, event, position)
    }

    pub(super) fn hits(self, hits: &[StageHit]) -> Vec<StageHit> {
        let mut hits = hits.to_vec();
        if self == Self::HitsReversed {
            hits.reverse();
        }
        if self == Self::FirstKeyOnly {
            for hit in &mut hits {
                hit.keys = hit.keys.first_only();
            }
        }
        hits
    }

    /// The time of an event; `last` is that of its predecessor.
    pub(super) fn time(
        self,
        own: Option<Timestamp>,
        last: &mut Option<Timestamp>,
    ) -> Option<Timestamp> {
        *last = if self == Self::TimeInvented { own.or(*last) } else { own };
        *last
    }
}
