//! The events that some rule takes, with the time from which a search finds each.

use std::borrow::Cow;

use event::{Document, Event, FieldPath, Json, Timestamp};
use event_input::{OpenError, Reader, Record};
use matcher::Matcher;
use pack::RuleId;
use rayon::prelude::*;

use super::terms::time_at;
use super::times::later;
use super::{Options, ReplayError};
use crate::scan::{Listener, Options as ScanOptions};
use crate::summary::Summary;

/// How many events are read before they are filtered.
const BATCH: usize = 4096;

/// The field with the time at which an event was indexed.
const INGESTED: &str = "event.ingested";

/// What is kept of a stream.
#[derive(Clone, Debug, Default)]
pub(super) struct Store {
    pub(super) events: Vec<Stored>,
    /// By rule, the events that its filters take, in the order of the input.
    pub(super) taken: Vec<Vec<usize>>,
    /// The earliest time of an event.
    pub(super) first: Option<Timestamp>,
    /// The time at which every event has happened and is found.
    pub(super) last: Option<Timestamp>,
    pub(super) summary: Summary,
    /// How many events have no time at all.
    pub(super) timeless: u64,
    bytes: u64,
}

/// One event.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    /// As results show it.
    pub(super) event: Event,
    /// As its index has it, where a mapping makes a difference.
    indexed: Option<Document>,
    /// From when on a search finds it; `None` where it has no time at all.
    pub(super) visible: Option<Timestamp>,
    /// Its place among all events.
    pub(super) position: u64,
}

impl Stored {
    /// The document that a search looks at.
    pub(super) fn document(&self) -> &Document {
        self.indexed.as_ref().unwrap_or(&self.event.document)
    }
}

/// Reads the inputs, one after the other, and keeps what some rule takes.
pub(super) fn read(
    matcher: &Matcher,
    inputs: impl IntoIterator<Item = Result<Reader, OpenError>>,
    options: &Options,
    listener: &mut dyn Listener,
) -> Result<Store, ReplayError> {
    let taken = vec![Vec::new(); matcher.program().rules.len()];
    let mut reading = Reading {
        matcher,
        options,
        timestamp: FieldPath::new(options.timestamp_field.as_deref().unwrap_or("@timestamp")),
        ingested: FieldPath::new(INGESTED),
        store: Store { taken, ..Store::default() },
        listener,
    };
    for input in inputs {
        match input {
            Ok(reader) => reading.input(reader)?,
            Err(error) => {
                reading.store.summary.unopened += 1;
                reading.listener.unopened(&error);
            }
        }
    }
    reading.store.summary.rules = matcher.program().rules.len();
    Ok(reading.store)
}

struct Reading<'r> {
    matcher: &'r Matcher,
    options: &'r Options,
    timestamp: FieldPath,
    ingested: FieldPath,
    store: Store,
    listener: &'r mut dyn Listener,
}

impl Reading<'_> {
    fn input(&mut self, mut reader: Reader) -> Result<(), ReplayError> {
        let scan = ScanOptions { indices: self.options.indices.clone(), ..ScanOptions::default() };
        let stored = scan.stored(reader.name());
        let mut batch = Vec::new();
        loop {
            self.fill(&mut reader, &mut batch);
            if batch.is_empty() {
                break;
            }
            self.filter(&mut batch, &stored)?;
            self.listener.progress(&reader);
        }
        self.store.summary.add_input(&reader.counts());
        Ok(())
    }

    fn fill(&mut self, reader: &mut Reader, batch: &mut Vec<Event>) {
        while batch.len() < BATCH
            && let Some(record) = reader.next()
        {
            match record {
                Record::Event(event) => batch.push(event),
                Record::Bad(bad) => {
                    self.store.summary.bad_records += 1;
                    self.listener.bad_record(reader.name(), bad.record, &bad.reason);
                }
            }
        }
    }

    /// Keeps those events of a batch that some rule takes; the batch is empty afterwards.
    fn filter(
        &mut self,
        batch: &mut Vec<Event>,
        stored: &(impl for<'d> Fn(&'d Document) -> Cow<'d, Document> + Sync),
    ) -> Result<(), ReplayError> {
        let times: Vec<_> =
            batch.iter_mut().map(|event| self.visible(&mut event.document)).collect();
        let matcher = self.matcher;
        let taken = batch.par_iter().map_init(
            || matcher.create_scratch(),
            |scratch, event| {
                let document = stored(&event.document);
                let hits = matcher.filter(scratch, &document);
                let stages = hits.stages.iter().map(|hit| hit.rule);
                let mut rules: Vec<RuleId> = hits.events.iter().copied().chain(stages).collect();
                rules.dedup();
                let indexed = if let (Cow::Owned(indexed), false) = (document, rules.is_empty()) {
                    Some(indexed)
                } else {
                    None
                };
                (rules, indexed)
            },
        );
        let taken: Vec<_> = taken.collect();
        for ((event, visible), (rules, indexed)) in batch.drain(..).zip(times).zip(taken) {
            let position = self.store.summary.events;
            self.store.summary.events += 1;
            self.store.keep(Stored { event, indexed, visible, position }, &rules);
        }
        let limit = self.options.max_buffer;
        if self.store.bytes > limit { Err(ReplayError::BufferFull { limit }) } else { Ok(()) }
    }

    /// From when on a search finds an event: from when it was indexed, which `--ingest-delay` decides anew.
    fn visible(&mut self, document: &mut Document) -> Option<Timestamp> {
        let time = time_at(document, &self.timestamp);
        let ingested = time_at(document, &self.ingested);
        let visible = match (self.options.ingest_delay, time) {
            (Some(delay), Some(time)) => {
                let delayed = later(time, delay);
                let text = delayed.to_string();
                document.change(&self.ingested, &mut |value| *value = Json::Str(text.clone()));
                Some(delayed)
            }
            (_, time) => ingested.or(time),
        };
        let store = &mut self.store;
        store.timeless += u64::from(visible.is_none());
        for time in [time, visible].into_iter().flatten() {
            store.first = Some(store.first.map_or(time, |first| first.min(time)));
            store.last = Some(store.last.map_or(time, |last| last.max(time)));
        }
        visible
    }
}

impl Store {
    fn keep(&mut self, event: Stored, rules: &[RuleId]) {
        if rules.is_empty() {
            return;
        }
        self.bytes += event.event.document.bytes() + size_of::<Stored>() as u64;
        self.bytes += event.indexed.as_ref().map_or(0, Document::bytes);
        for rule in rules {
            self.taken[rule.index()].push(self.events.len());
            self.bytes += size_of::<usize>() as u64;
        }
        self.events.push(event);
    }
}
