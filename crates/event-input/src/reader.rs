//! The records of one input, numbered, mapped and counted.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;

use event::{Document, Event};

use crate::Format;
use crate::inputs::Documents;
use crate::meter::Meter;
use crate::windows::{self, Looks, Mapped};

/// How many documents may stand before the one that tells ECS from raw Windows events.
const LOOK_AHEAD_RECORDS: usize = 10;
/// How many bytes may.
const LOOK_AHEAD_BYTES: u64 = 1 << 20;

/// One position of an input.
#[derive(Clone, PartialEq, Debug)]
pub enum Record {
    /// An event.
    Event(Event),
    /// What could not be read as one.
    Bad(BadRecord),
}

/// A position of an input that holds no readable event. Prints as `record 7: not JSON: ...`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadRecord {
    /// The position of the document in its input, from 1.
    pub record: u64,
    /// What is wrong with it.
    pub reason: String,
}

impl fmt::Display for BadRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "record {}: {}", self.record, self.reason)
    }
}

/// What was read so far.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Events.
    pub events: u64,
    /// Bad records.
    pub bad: u64,
    /// Events of a Windows input that no table maps, by channel and event id; they pass through under `winlog.*`.
    /// A document that is no Windows event at all counts as `("other", 0)`.
    pub unmapped: BTreeMap<(String, u64), u64>,
    /// Bytes after decompression.
    pub bytes: u64,
}

/// How far a stored input is read, before decompression.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Bytes read.
    pub position: u64,
    /// Bytes in all, where the input is a file.
    pub total: Option<u64>,
}

/// The records of one input, in its order, each in memory only while it is looked at.
///
/// It ends after the last record, or after the bad record that tells why the rest cannot be read.
pub struct Reader {
    name: String,
    source: u32,
    documents: Box<dyn Documents>,
    mapping: Mapping,
    /// Read while the look-ahead was on, not yet given out.
    waiting: VecDeque<Result<Document, String>>,
    next_record: u64,
    counts: Counts,
    position: Meter,
    bytes: Meter,
    length: Option<u64>,
}

/// Whether documents are raw Windows events.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mapping {
    Undecided,
    AsIs,
    Windows,
}

impl Reader {
    pub(crate) fn new(
        name: &str,
        source: u32,
        documents: Box<dyn Documents>,
        format: Format,
        [position, bytes]: [Meter; 2],
        length: Option<u64>,
    ) -> Self {
        let mapping = match format {
            Format::Auto => Mapping::Undecided,
            Format::Ecs => Mapping::AsIs,
            Format::Windows | Format::Evtx => Mapping::Windows,
        };
        Self {
            name: name.to_owned(),
            source,
            documents,
            mapping,
            waiting: VecDeque::new(),
            next_record: 1,
            counts: Counts::default(),
            position,
            bytes,
            length,
        }
    }

    /// The name of the input, as it was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What was read so far.
    pub fn counts(&self) -> Counts {
        Counts { bytes: self.bytes.bytes(), ..self.counts.clone() }
    }

    /// How far the input is read.
    pub fn progress(&self) -> Progress {
        Progress { position: self.position.bytes(), total: self.length }
    }

    fn next_document(&mut self) -> Option<Result<Document, String>> {
        if self.mapping == Mapping::Undecided {
            self.mapping = self.look_ahead();
        }
        self.waiting.pop_front().or_else(|| self.documents.next_document())
    }

    /// Reads on until a document tells what the input holds; where none does, documents stay as they are.
    fn look_ahead(&mut self) -> Mapping {
        while self.waiting.len() < LOOK_AHEAD_RECORDS && self.bytes.bytes() < LOOK_AHEAD_BYTES {
            let Some(document) = self.documents.next_document() else { break };
            let looks = document.as_ref().map_or(Looks::Neither, windows::looks);
            self.waiting.push_back(document);
            match looks {
                Looks::Ecs => return Mapping::AsIs,
                Looks::Windows => return Mapping::Windows,
                Looks::Neither => {}
            }
        }
        Mapping::AsIs
    }

    fn map(&mut self, document: Document) -> Document {
        if self.mapping != Mapping::Windows {
            return document;
        }
        match windows::map(&document) {
            Mapped::Known(mapped) => mapped,
            Mapped::Unknown(mapped, channel, event_id) => {
                self.count_unmapped(channel, event_id);
                mapped
            }
            Mapped::NotWindows => {
                self.count_unmapped("other".to_owned(), 0);
                document
            }
        }
    }

    fn count_unmapped(&mut self, channel: String, event_id: u64) {
        *self.counts.unmapped.entry((channel, event_id)).or_default() += 1;
    }
}

impl Iterator for Reader {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let document = self.next_document()?;
        let record = self.next_record;
        self.next_record += 1;
        Some(match document {
            Ok(document) => {
                self.counts.events += 1;
                let document = self.map(document);
                Record::Event(Event { source: self.source, record, document })
            }
            Err(reason) => {
                self.counts.bad += 1;
                Record::Bad(BadRecord { record, reason })
            }
        })
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("name", &self.name)
            .field("mapping", &self.mapping)
            .field("next_record", &self.next_record)
            .finish_non_exhaustive()
    }
}
