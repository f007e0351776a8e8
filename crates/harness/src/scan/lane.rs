//! What one thread does with a block of lines: it reads them straight from the bytes, but for raw Windows events, which are
//! mapped first.

use std::collections::BTreeMap;

use event::{Document, Fields, Ordinal, Slots, Timestamp};
use event_input::{Block, Mapped};
use matcher::{Hits, Matcher, Scratch, StageHit};
use pack::{ClockId, RuleId};
use serde_json::value::RawValue;

use super::EventOutput;
use super::conversions::{Conversions, Failures};
use super::kept::written;
use super::untimed::{Lack, Untimed};

/// What one thread keeps from block to block.
pub(super) struct Lane<'m> {
    slots: Slots,
    filter: Filter<'m>,
}

/// What it asks of an event whose fields are read.
struct Filter<'m> {
    matcher: &'m Matcher,
    wanted: Wanted,
    conversions: Option<Conversions>,
    scratch: Scratch,
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
    pub(super) untimed: Untimed,
    /// Errors that were taken as null.
    pub(super) errors: u64,
    /// The events of a Windows input that no table maps, by channel and event id.
    pub(super) unmapped: BTreeMap<(String, u64), u64>,
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
        let scratch = matcher.create_scratch();
        Self { slots: Slots::new(), filter: Filter { matcher, wanted, conversions, scratch } }
    }

    /// Reads the lines of a block, up to the first that is no document.
    pub(super) fn run(&mut self, block: &Block) -> Outcome {
        let clocks = self.filter.matcher.program().clocks.len();
        let failures = self.filter.conversions.as_ref().map(Conversions::none).unwrap_or_default();
        let mut outcome = Outcome { failures, last: vec![None; clocks], ..Outcome::default() };
        let errors = self.filter.scratch.errors;
        let read = if block.is_windows() { Self::raw_event } else { Self::line };
        for (offset, line) in block.lines() {
            if !read(self, block, line, &mut outcome) {
                outcome.stop = Some(offset);
                break;
            }
        }
        outcome.errors = self.filter.scratch.errors - errors;
        outcome
    }

    /// `false` where the line is no document.
    fn line(&mut self, _: &Block, line: &[u8], outcome: &mut Outcome) -> bool {
        let Self { slots, filter } = self;
        let Ok(fields) = filter.matcher.read(line, slots) else { return false };
        filter.event(fields, outcome, |output| written_line(line, output));
        true
    }

    /// The same for a line of raw Windows events.
    fn raw_event(&mut self, block: &Block, line: &[u8], outcome: &mut Outcome) -> bool {
        let Self { slots, filter } = self;
        let Some(Mapped { document, unmapped }) = block.event(line) else { return false };
        if let Some(event) = unmapped {
            *outcome.unmapped.entry(event).or_default() += 1;
        }
        let fields = filter.matcher.read_document(&document, slots);
        filter.event(fields, outcome, |output| written(&document, output));
        true
    }
}

impl Filter<'_> {
    /// Notes what the rules say about an event.
    fn event(
        &mut self,
        fields: Fields<'_>,
        outcome: &mut Outcome,
        written: impl FnOnce(EventOutput) -> Option<Box<RawValue>>,
    ) {
        let matcher = self.matcher;
        if let Some(conversions) = &self.conversions {
            conversions.add_fields(fields, &mut outcome.failures);
        }
        let hits = matcher.filter_fields(&mut self.scratch, fields);
        let concerned = !hits.events.is_empty() || !hits.stages.is_empty();
        let (number, mut lack) = (outcome.events, None);
        for (clock, last) in (0..).map(ClockId).zip(&mut outcome.last) {
            let own = matcher.ordinal_of(clock, fields, number);
            if own.is_none() {
                lack = lack.max(Some(Lack::of(matcher.has_time_value_of(clock, fields))));
            }
            if self.wanted.times {
                outcome.times.push(own.as_ref().map(|own| own.time));
            }
            if concerned {
                outcome.seen.places.push(LocalPlace::new(own.as_ref(), last.as_ref()));
            }
            *last = own.or(last.take());
        }
        outcome.events += 1;
        outcome.untimed.add(lack);
        if concerned {
            outcome.seen.add(number, hits, written(self.wanted.output));
        }
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

/// The document of a line that was read, as it is written; `None` where it is not.
fn written_line(line: &[u8], output: EventOutput) -> Option<Box<RawValue>> {
    if output != EventOutput::Full {
        return None;
    }
    let document: Document = serde_json::from_slice(line).ok()?;
    written(&document, output)
}
