//! Runs a matcher over inputs: ordered by time, or as they come.

mod batch;
mod blocks;
mod conversions;
mod kept;
mod lane;
mod line;
mod pipes;
mod pool;
mod redirect;
mod sighting;
mod stream;
mod untimed;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use event::{Document, Event, JoinKey, Ordinal, Timestamp};
use event_input::{OpenError, Reader, Record};
use event_schema::Indices;
use matcher::{Matcher, Scratch, State, StreamOptions};
use pack::{ClockId, Plan, RuleId};

use crate::ordering::{Clock, Place};
use crate::summary::Summary;
use batch::Batch;
use blocks::Blocks;
use conversions::{Conversions, Failures};
use lane::{LocalPlace, Outcome, Seen, Wanted};
use pipes::Held;
use pool::Pool;
use sighting::Sighting;
use stream::Stream;
use untimed::{Lack, Untimed};

pub use kept::Kept;
pub(crate) use line::{EventLine, RuleLine};
pub use line::{match_line, query_line};
pub use redirect::Redirect;

/// How much of the events of a match is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum EventOutput {
    /// An empty list.
    None,
    /// Which input and record.
    Refs,
    /// The documents too.
    #[default]
    Full,
}

/// What becomes of values that cannot be read in the type of their field; they are absent in any case (spec 5.2).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Unconvertible {
    /// Nobody is told.
    #[default]
    Ignored,
    /// They are counted by field, which takes a look at every value.
    Counted,
}

/// How to run.
#[derive(Clone, Debug)]
pub struct Options {
    /// How much of the events is written.
    pub events: EventOutput,
    /// Trust the order of the input and keep nothing else.
    pub sorted: bool,
    /// The most bytes that ordering by time may keep.
    pub max_buffer: u64,
    /// How missing events and samples are run.
    pub stream: StreamOptions,
    /// Samples in the order of their keys, as a query gives them, not of their time.
    pub keep_result_order: bool,
    /// Read whole blocks of lines and of each event only the fields that rules ask for; else every event as a
    /// document. The results are the same.
    pub blocks: bool,
    /// How many threads read blocks; the results are the same for every number.
    pub threads: usize,
    /// The mappings: what they say about nulls and dates holds for the events.
    pub indices: Option<Arc<Indices>>,
    /// What becomes of values that cannot be read in the type of their field.
    pub unconvertible: Unconvertible,
}

impl Options {
    /// How the index of an input holds its documents.
    pub(crate) fn stored(
        &self,
        input: &str,
    ) -> impl for<'d> Fn(&'d Document) -> Cow<'d, Document> + use<> {
        let indices = self.indices.clone();
        let index = indices.as_ref().map(|indices| indices.index_of(input)).unwrap_or_default();
        move |document| match &indices {
            Some(indices) => indices.store(index, document),
            None => Cow::Borrowed(document),
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            events: EventOutput::default(),
            sorted: false,
            max_buffer: 1 << 30,
            stream: StreamOptions::default(),
            keep_result_order: false,
            blocks: true,
            threads: 1,
            indices: None,
            unconvertible: Unconvertible::default(),
        }
    }
}

/// One match, with all that a line needs.
#[derive(Clone, Debug)]
pub struct Found {
    /// The rule.
    pub rule: RuleId,
    /// The time of the last event; `None` where it has none.
    pub time: Option<Timestamp>,
    /// The keys that the events share.
    pub join_keys: JoinKey,
    /// One event, or one a stage; `None` for a missing one.
    pub events: Vec<Option<Kept>>,
}

/// Who hears of what a run finds on its way.
pub trait Listener {
    /// A match, in the order of the contract. An error, such as a closed pipe, ends the run.
    fn found(&mut self, found: &Found) -> std::io::Result<()>;

    /// An input that could not be read at all.
    fn unopened(&mut self, error: &OpenError);

    /// A document that could not be read.
    fn bad_record(&mut self, source: &str, record: u64, reason: &str);

    /// Something that does not stop the run.
    fn warning(&mut self, text: &str);

    /// Called now and then with the input that is being read.
    fn progress(&mut self, reader: &Reader);
}

/// Why a run ended early.
#[derive(Debug)]
pub enum ScanError {
    /// Ordering by time would keep more than it may.
    BufferFull {
        /// The limit in bytes.
        limit: u64,
    },
    /// The listener could not take a match.
    Output(std::io::Error),
}

impl fmt::Display for ScanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BufferFull { limit } => write!(
                f,
                "ordering the events by time would keep more than {limit} bytes; sort the input and use \
                 `--sorted`, or raise `--max-buffer`"
            ),
            Self::Output(error) => write!(f, "cannot write a match: {error}"),
        }
    }
}

impl std::error::Error for ScanError {}

/// How often the listener hears of progress, in records.
const PROGRESS_INTERVAL: u64 = 4096;

/// Runs the matcher over the inputs, one after the other; each is opened when its turn comes.
pub fn run(
    matcher: &Matcher,
    inputs: impl IntoIterator<Item = Result<Reader, OpenError>>,
    options: &Options,
    listener: &mut dyn Listener,
) -> Result<Summary, ScanError> {
    let counts = options.unconvertible == Unconvertible::Counted;
    let wanted = Wanted { output: options.events, times: options.sorted, conversions: counts };
    let conversions = counts.then(|| Conversions::of(matcher.program()));
    std::thread::scope(|scope| {
        let mut run = Run {
            matcher,
            clocks: vec![Clock::default(); matcher.program().clocks.len()],
            scratch: None,
            pool: Pool::start(scope, matcher, wanted, options.threads),
            mode: if options.sorted {
                Mode::Stream(Stream::new(matcher, options.stream), Held::default())
            } else {
                Mode::Batch(Batch::new(matcher, options.stream))
            },
            has_sequences: has_sequences(matcher),
            places: Vec::new(),
            options,
            listener,
            summary: Summary { rules: matcher.program().rules.len(), ..Summary::default() },
            errors: 0,
            failures: conversions.as_ref().map(Conversions::none).unwrap_or_default(),
            conversions,
        };
        for input in inputs {
            match input {
                Ok(reader) => run.input(reader)?,
                Err(error) => run.unopened(&error),
            }
        }
        run.finish()
    })
}

/// A run on its way.
struct Run<'r> {
    matcher: &'r Matcher,
    clocks: Vec<Clock>,
    /// For events by themselves, from the first of them on.
    scratch: Option<Scratch>,
    pool: Pool<'r>,
    mode: Mode,
    /// Whether an event without a time is worth a note.
    has_sequences: bool,
    /// The places of the event at hand, by clock.
    places: Vec<Place>,
    options: &'r Options,
    listener: &'r mut dyn Listener,
    summary: Summary,
    /// Errors of the blocks, which were taken as null.
    errors: u64,
    /// Where they are counted.
    conversions: Option<Conversions>,
    failures: Failures,
}

fn has_sequences(matcher: &Matcher) -> bool {
    matcher.program().rules.iter().any(|rule| matches!(rule.plan, Plan::Sequence(_)))
}

enum Mode {
    Batch(Batch),
    Stream(Stream, Held),
}

impl Run<'_> {
    fn unopened(&mut self, error: &OpenError) {
        self.summary.unopened += 1;
        self.listener.unopened(error);
    }

    fn input(&mut self, reader: Reader) -> Result<(), ScanError> {
        self.clocks.iter_mut().for_each(Clock::restart);
        let mut reader = if self.options.sorted { reader } else { reader.with_full_blocks() };
        // An index may hold an event otherwise than its line has it.
        let as_it_is = self.options.indices.is_none();
        if self.options.blocks && as_it_is && self.matcher.reads_text() {
            self.blocks(&mut reader)?;
        } else {
            self.records(&mut reader)?;
        }
        self.summary.add_input(&reader.counts());
        Ok(())
    }

    fn records(&mut self, reader: &mut Reader) -> Result<(), ScanError> {
        let stored = self.options.stored(reader.name());
        while let Some(record) = reader.next() {
            self.record(reader, record, &stored)?;
        }
        Ok(())
    }

    /// Reads blocks, and one by one the records that are in none.
    fn blocks(&mut self, reader: &mut Reader) -> Result<(), ScanError> {
        let stored = self.options.stored(reader.name());
        let ahead = if reader.is_live() { 1 } else { self.pool.ahead() };
        let mut blocks = Blocks::default();
        loop {
            if let Some((block, pending)) = blocks.next(reader, &self.pool, ahead) {
                let outcome = self.pool.wait(&block, pending);
                let stop = outcome.stop;
                self.outcome(reader, outcome)?;
                match stop {
                    None => reader.recycle(block),
                    Some(offset) => blocks.give_back(reader, block, offset),
                }
                self.listener.progress(reader);
            } else if let Some(record) = reader.next() {
                self.record(reader, record, &stored)?;
            } else {
                return Ok(());
            }
        }
    }

    fn record(
        &mut self,
        reader: &Reader,
        record: Record,
        stored: &impl for<'d> Fn(&'d Document) -> Cow<'d, Document>,
    ) -> Result<(), ScanError> {
        match record {
            Record::Event(event) => self.event(&event, &stored(&event.document))?,
            Record::Bad(bad) => {
                self.summary.bad_records += 1;
                self.listener.bad_record(reader.name(), bad.record, &bad.reason);
            }
        }
        if (self.summary.events + self.summary.bad_records).is_multiple_of(PROGRESS_INTERVAL) {
            self.listener.progress(reader);
        }
        Ok(())
    }

    /// An event by itself.
    fn event(&mut self, event: &Event, document: &Document) -> Result<(), ScanError> {
        let position = self.summary.events;
        self.summary.events += 1;
        if let Some(conversions) = &self.conversions {
            conversions.add_document(document, &mut self.failures);
        }
        self.places.clear();
        let (mut lack, mut untimed) = (None, Untimed::default());
        for (id, clock) in (0..).map(ClockId).zip(&mut self.clocks) {
            let own = self.matcher.ordinal(id, document, position);
            if own.is_none() {
                lack = lack.max(Some(Lack::of(self.matcher.has_time_value(id, document))));
            }
            self.places.push(clock.place(own, position));
        }
        untimed.add(lack);
        let places = std::mem::take(&mut self.places);
        let scratch = self.scratch.take();
        let mut scratch = scratch.unwrap_or_else(|| self.matcher.create_scratch());
        self.untimed(untimed);
        self.look_back((event.source, event.record), places.iter().map(Place::time));
        let sighting = Sighting::new(self.matcher.filter(&mut scratch, document));
        if !sighting.is_empty() {
            let output = if sighting.may_match() { self.options.events } else { EventOutput::None };
            self.take(&Kept::of(event, output), sighting, &places)?;
        }
        (self.places, self.scratch) = (places, Some(scratch));
        Ok(())
    }

    /// The events of a block.
    fn outcome(&mut self, reader: &mut Reader, outcome: Outcome) -> Result<(), ScanError> {
        let position = self.summary.events;
        let (source, first) = (reader.source(), reader.count_records(outcome.events));
        reader.count_unmapped(outcome.unmapped);
        self.summary.events += outcome.events;
        self.untimed(outcome.untimed);
        self.errors += outcome.errors;
        self.failures.iter_mut().zip(outcome.failures).for_each(|(all, some)| *all += some);
        let clocks = self.clocks.len().max(1);
        for (record, times) in (first..).zip(outcome.times.chunks(clocks)) {
            self.look_back((source, record), times.iter().copied());
        }
        self.seen(outcome.seen, (source, first), position)?;
        for (clock, last) in self.clocks.iter_mut().zip(outcome.last) {
            if let Some(last) = last {
                clock.timed(Ordinal { position: position + last.position, ..last });
            }
        }
        Ok(())
    }

    /// The events of a block that some rule looks at. The block begins with record `first` of an input, and with the
    /// event at `position` of the run.
    fn seen(
        &mut self,
        mut seen: Seen,
        (source, first): (u32, u64),
        position: u64,
    ) -> Result<(), ScanError> {
        let mut own = std::mem::take(&mut seen.places).into_iter();
        let mut places = std::mem::take(&mut self.places);
        let (mut rules, mut stages) = (seen.rules.as_slice(), seen.stages.as_slice());
        for event in seen.events {
            places.clear();
            let clocks = self.clocks.iter().zip(own.by_ref());
            places.extend(clocks.map(|(clock, own)| own.in_run(clock, position, event.number)));
            let (sighted_rules, sighted_stages);
            (sighted_rules, rules) = rules.split_at(event.rules);
            (sighted_stages, stages) = stages.split_at(event.stages);
            let sighting = Sighting { rules: sighted_rules, stages: sighted_stages, excerpt: None };
            let kept = Kept::new((source, first + event.number), event.document);
            self.take(&kept, sighting, &places)?;
        }
        self.places = places;
        Ok(())
    }

    fn untimed(&mut self, Untimed { absent, unreadable }: Untimed) {
        if self.has_sequences {
            self.summary.untimed += absent;
            self.summary.unreadable_times += unreadable;
        }
    }

    /// Warns, once, where a stream goes back in time.
    fn look_back(&mut self, place: (u32, u64), times: impl Iterator<Item = Option<Timestamp>>) {
        if let Mode::Stream(stream, _) = &mut self.mode
            && let Some(text) = stream.goes_back(place, times)
        {
            self.listener.warning(&text);
        }
    }

    /// Keeps an event that some rule looks at, or gives it to the stream.
    fn take(
        &mut self,
        event: &Kept,
        sighting: Sighting<'_>,
        places: &[Place],
    ) -> Result<(), ScanError> {
        let matcher = self.matcher;
        match &mut self.mode {
            Mode::Batch(batch) => {
                batch.event(matcher, event, sighting, places);
                within_buffer(batch, self.options.max_buffer)
            }
            Mode::Stream(stream, held) => {
                let found = stream.event(matcher, event, sighting, places).into_iter();
                let ready: Vec<_> = found.filter_map(|found| held.hold(matcher, found)).collect();
                self.write(ready)
            }
        }
    }

    fn write(&mut self, found: impl IntoIterator<Item = Found>) -> Result<(), ScanError> {
        for found in found {
            self.summary.matches += 1;
            self.listener.found(&found).map_err(ScanError::Output)?;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Summary, ScanError> {
        let matcher = self.matcher;
        let nothing = Mode::Batch(Batch::new(matcher, self.options.stream));
        let losses = match std::mem::replace(&mut self.mode, nothing) {
            Mode::Batch(batch) => {
                let (mut found, losses) =
                    batch.finish(matcher, self.options.keep_result_order, self.options.threads);
                pipes::keep(matcher, &mut found);
                self.write(found.into_iter().map(|(_, found)| found))?;
                losses
            }
            Mode::Stream(stream, mut held) => {
                let (last, losses) = stream.finish(matcher);
                let ready: Vec<_> =
                    last.into_iter().filter_map(|found| held.hold(matcher, found)).collect();
                self.write(ready)?;
                self.write(held.release(matcher))?;
                losses
            }
        };
        self.summary.dropped = losses.dropped;
        let own = self.scratch.map_or(0, |scratch| scratch.errors);
        self.summary.errors = own + self.errors + losses.errors;
        if let Some(conversions) = self.conversions {
            self.summary.unconvertible = conversions.by_path(&self.failures);
        }
        Ok(self.summary)
    }
}

/// What the states of a run have lost.
#[derive(Clone, Copy, Debug, Default)]
struct Losses {
    /// What went because a state was full.
    dropped: u64,
    /// Errors that were taken as null.
    errors: u64,
}

impl Losses {
    fn add<E>(&mut self, state: &State<E>) {
        self.dropped += state.dropped();
        self.errors += state.errors();
    }
}

impl std::ops::AddAssign for Losses {
    fn add_assign(&mut self, other: Self) {
        self.dropped += other.dropped;
        self.errors += other.errors;
    }
}

fn within_buffer(batch: &Batch, limit: u64) -> Result<(), ScanError> {
    if batch.bytes() > limit { Err(ScanError::BufferFull { limit }) } else { Ok(()) }
}

impl LocalPlace {
    /// The place in the whole run: `position` is that of the first event of the block.
    fn in_run(self, clock: &Clock, position: u64, number: u64) -> Place {
        match self {
            Self::Timed(own) => {
                let ordinal = Ordinal { position: position + own.position, ..own };
                Place { ordinal, is_timed: true }
            }
            Self::Behind(Some(before)) => {
                let ordinal = Ordinal { position: position + number, ..before };
                Place { ordinal, is_timed: false }
            }
            Self::Behind(None) => clock.behind(position + number),
        }
    }
}

/// Puts the matches of one event in the order of the contract: rule id, join keys, first event.
fn by_rule(matcher: &Matcher, left: &Found, right: &Found) -> Ordering {
    let id = |found: &Found| &matcher.rule(found.rule).id;
    let first = |found: &Found| found.events.iter().flatten().map(Kept::place).next();
    let order = id(left).cmp(id(right)).then_with(|| left.join_keys.cmp(&right.join_keys));
    order.then_with(|| first(left).cmp(&first(right))).then_with(|| left.rule.cmp(&right.rule))
}

impl Found {
    fn single(rule: RuleId, place: &Place, event: &Kept) -> Self {
        let events = vec![Some(event.clone())];
        Self { rule, time: place.time(), join_keys: JoinKey::default(), events }
    }
}
