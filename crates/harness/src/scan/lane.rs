//! Lines read straight from bytes: what one thread does with a block of them.

use event::{Document, Ordinal, Slots, Timestamp};
use event_input::Block;
use matcher::{Hits, Matcher, Scratch, StageHit};
use pack::{ClockId, RuleId};
use serde_json::value::RawValue;

use super::EventOutput;
use super::conversions::{Conversions, Failures};
use super::kept::written;

/// What one thread keeps from block to block.
pub(super) struct Lane<'m> {
    matcher: &'m Matcher,
    wanted: Wanted,
    conversions: Option<Conversions>,
    scratch: Scratch,
    slots: Slots,
}

/// What the run needs of each block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// How much of the events is written.
    pub(super) output: EventOutput,
    /// The time of each event, not only of those that some rule looks at.
    pub(super) times: bool,
    /// How many values cannot be read in the type of their field.
    pub(super) conversions: bool,
}

/// What the rules say about the events of a block. Events go by their number in the block, from 0.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// How many events were read.
    pub(super) events: u64,
    /// How many of them have no time by some clock.
    pub(super) untimed: u64,
    /// Errors that were taken as null.
    pub(super) errors: u64,
    /// Values that cannot be read in the type of their field, where they are counted.
    pub(super) failures: Failures,
    /// Those that some rule looks at.
    pub(super) seen: Seen,
    /// By clock, the ordinal of the last event that has one.
    pub(super) last: Vec<Option<Ordinal>>,
    /// The times of the first event by clock, then those of the second, and so on, where they are wanted.
    pub(super) times: Vec<Option<Timestamp>>,
    /// Where the line starts that is no document, if there is one.
    pub(super) stop: Option<usize>,
}

/// The events that some rule looks at, in few lists: what is said about one stands behind what is said about the one
/// before.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) events: Vec<SeenEvent>,
    /// The event rules that match.
    pub(super) rules: Vec<RuleId>,
    /// The stages that take the event.
    pub(super) stages: Vec<StageHit>,
    /// By clock.
    pub(super) places: Vec<LocalPlace>,
}

/// An event that some rule looks at.
#[derive(Debug)]
pub(super) struct SeenEvent {
    /// Its number in the block.
    pub(super) number: u64,
    /// How many event rules match it.
    pub(super) rules: usize,
    /// How many stages take it.
    pub(super) stages: usize,
    /// Where it will be written.
    pub(super) document: Option<Box<RawValue>>,
}

/// The place of an event, as far as its block tells it.
#[derive(Clone, Debug)]
pub(super) enum LocalPlace {
    /// It has a time; the position counts from the start of the block.
    Timed(Ordinal),
    /// It has none and stands behind this event, or behind one before the block.
    Behind(Option<Ordinal>),
}

impl<'m> Lane<'m> {
    pub(super) fn new(matcher: &'m Matcher, wanted: Wanted) -> Self {
        let conversions = wanted.conversions.then(|| Conversions::of(matcher.program()));
        let (scratch, slots) = (matcher.create_scratch(), Slots::new());
        Self { matcher, wanted, conversions, scratch, slots }
    }

    /// Reads the lines of a block, up to the first that is no document.
    pub(super) fn run(&mut self, block: &Block) -> Outcome {
        let clocks = self.matcher.program().clocks.len();
        let failures = self.conversions.as_ref().map(Conversions::none).unwrap_or_default();
        let mut outcome = Outcome { failures, last: vec![None; clocks], ..Outcome::default() };
        let errors = self.scratch.errors;
        for (offset, line) in block.lines() {
            if !self.line(line, &mut outcome) {
                outcome.stop = Some(offset);
                break;
            }
        }
        outcome.errors = self.scratch.errors - errors;
        outcome
    }

    /// `false` where the line is no document.
    fn line(&mut self, line: &[u8], outcome: &mut Outcome) -> bool {
        let matcher = self.matcher;
        let Ok(fields) = matcher.read(line, &mut self.slots) else { return false };
        if let Some(conversions) = &self.conversions {
            conversions.add_fields(fields, &mut outcome.failures);
        }
        let hits = matcher.filter_fields(&mut self.scratch, fields);
        let concerned = !hits.events.is_empty() || !hits.stages.is_empty();
        let (number, mut is_timed) = (outcome.events, true);
        for (clock, last) in (0..).map(ClockId).zip(&mut outcome.last) {
            let own = matcher.ordinal_of(clock, fields, number);
            is_timed &= own.is_some();
            if self.wanted.times {
                outcome.times.push(own.as_ref().map(|own| own.time));
            }
            if concerned {
                outcome.seen.places.push(LocalPlace::new(own.as_ref(), last.as_ref()));
            }
            *last = own.or(last.take());
        }
        outcome.events += 1;
        outcome.untimed += u64::from(!is_timed);
        if concerned {
            outcome.seen.add(number, hits, self.wanted.document(line));
        }
        true
    }
}

impl Seen {
    fn add(&mut self, number: u64, hits: &Hits, document: Option<Box<RawValue>>) {
        self.rules.extend_from_slice(&hits.events);
        self.stages.extend_from_slice(&hits.stages);
        let (rules, stages) = (hits.events.len(), hits.stages.len());
        self.events.push(SeenEvent { number, rules, stages, document });
    }
}

impl Outcome {
    /// Of a block that nobody has read.
    pub(super) fn unread() -> Self {
        Self { stop: Some(0), ..Self::default() }
    }
}

impl LocalPlace {
    fn new(own: Option<&Ordinal>, last: Option<&Ordinal>) -> Self {
        own.map_or_else(|| Self::Behind(last.cloned()), |own| Self::Timed(own.clone()))
    }
}

impl Wanted {
    /// The whole document of a line that was read, where it may be written.
    fn document(self, line: &[u8]) -> Option<Box<RawValue>> {
        if self.output != EventOutput::Full {
            return None;
        }
        let document: Document = serde_json::from_slice(line).ok()?;
        written(&document, self.output)
    }
}
