//! The records of one input, numbered, mapped and counted.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;

use event::{Document, Event};

use crate::Format;
use crate::block::Block;
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
///
/// # Blocks
///
/// Where an input has one document a line, [`next_block`](Self::next_block) gives many lines at once, for the caller to
/// read: on several threads, and, where they are taken as they are, only the fields that it wants. The records and their
/// numbers are those of the iterator if the caller
///
/// 1. looks at the [lines](Block::lines) in order, and takes each that [`event::Extractor::read`] takes (or
///    [`Block::event`], which takes the same and is the only way for [raw Windows events](Block::is_windows)) as one event;
/// 2. counts these with [`count_records`](Self::count_records), and those of them that no table maps with
///    [`count_unmapped`](Self::count_unmapped), block by block in order;
/// 3. at the first line that is not taken, gives back with [`give_back`](Self::give_back) the blocks behind this
///    one that it has already, the last one first, and then this block from that line on;
/// 4. calls [`next`](Iterator::next) only where every block is counted or given back and no other block comes.
///
/// ```
/// use event_input::{Options, Record, from_reader};
/// let lines = &b"{\"event\": {\"kind\": \"event\"}}\n{\"a\": 1}\n{\"a\": cut\n{\"a\": 2}\n"[..];
/// let mut reader = from_reader("-", 0, Box::new(lines), &Options::default()).unwrap();
/// let mut records = Vec::new();
/// loop {
///     let Some(block) = reader.next_block() else {
///         match reader.next() {
///             Some(Record::Event(event)) => records.push(format!("{} by itself", event.record)),
///             Some(Record::Bad(bad)) => records.push(bad.to_string()),
///             None => break,
///         }
///         continue;
///     };
///     let is_read = |line: &[u8]| block.event(line).is_some();
///     let stop = block.lines().find(|(_, line)| !is_read(line)).map(|(offset, _)| offset);
///     let read = block.lines().take_while(|(offset, _)| Some(*offset) != stop).count() as u64;
///     let first = reader.count_records(read);
///     records.extend((first..first + read).map(|record| format!("{record} of a block")));
///     match stop {
///         Some(offset) => reader.give_back(block, offset),
///         None => reader.recycle(block),
///     }
/// }
/// let bad = "record 3: not JSON: expected value at column 7";
/// assert_eq!(records, ["1 by itself", "2 of a block", bad, "4 of a block"]);
/// ```
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
    block_bytes: usize,
    is_live: bool,
}

/// How long a block is, unless it is told otherwise.
const BLOCK_BYTES: usize = 1 << 18;

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
            block_bytes: BLOCK_BYTES,
            is_live: length.is_none(),
        }
    }

    /// Gives blocks of at most so many bytes; 256 KiB by default. None is longer than a document may be.
    #[must_use]
    pub fn with_block_bytes(mut self, bytes: usize) -> Self {
        self.block_bytes = bytes;
        self
    }

    /// Reads a stream on until a block is full, for a caller that has no use for its lines as they come.
    #[must_use]
    pub fn with_full_blocks(mut self) -> Self {
        self.is_live = false;
        self
    }

    /// Whether a block is given as soon as there is a line: of a stream, which may be a live one, unless it was told
    /// otherwise. A caller that wants results as they come must not ask for a block while it holds another.
    pub fn is_live(&self) -> bool {
        self.is_live
    }

    /// The name of the input, as it was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Which input it is: what its events carry.
    pub fn source(&self) -> u32 {
        self.source
    }

    /// What was read so far.
    pub fn counts(&self) -> Counts {
        Counts { bytes: self.bytes.bytes(), ..self.counts.clone() }
    }

    /// How far the input is read.
    pub fn progress(&self) -> Progress {
        Progress { position: self.position.bytes(), total: self.length }
    }

    /// The next lines, unread. `None` where the next record is for [`next`](Iterator::next): the input is not of one
    /// document a line, documents were read to find out what it holds, the next one goes over
    /// several lines or did so last, its line is longer than a block, or there is no further one. Behind that
    /// record there may be blocks again; to ask is cheap.
    ///
    /// The input is read on until the block is full, but a [live](Self::is_live) one only until there is a line. A
    /// block may have no lines but blank ones.
    pub fn next_block(&mut self) -> Option<Block> {
        self.decide();
        if !self.waiting.is_empty() {
            return None;
        }
        let block = self.documents.next_block(self.block_bytes, self.is_live)?;
        Some(block.of_windows(self.mapping == Mapping::Windows))
    }

    /// Counts the next events as read by the caller: `count` lines of a block. Gives the number of the first.
    pub fn count_records(&mut self, count: u64) -> u64 {
        let first = self.next_record;
        self.next_record += count;
        self.counts.events += count;
        first
    }

    /// Counts events of blocks that no table maps, by channel and event id, as [`Counts::unmapped`] has them.
    pub fn count_unmapped(&mut self, events: impl IntoIterator<Item = ((String, u64), u64)>) {
        for (event, count) in events {
            *self.counts.unmapped.entry(event).or_default() += count;
        }
    }

    /// Goes back to the byte at `offset` of a block, which must be the last one of those that are not given back.
    /// The line that starts there is for [`next`](Iterator::next). Nothing is copied unless a clone of the block
    /// is still there.
    pub fn give_back(&mut self, block: Block, offset: usize) {
        self.documents.give_back(block, offset);
    }

    /// Takes a block that is done with; its memory is used for another one, unless a clone of it is still there.
    pub fn recycle(&mut self, block: Block) {
        self.documents.recycle(block);
    }

    fn decide(&mut self) {
        if self.mapping == Mapping::Undecided {
            self.mapping = self.look_ahead();
        }
    }

    fn next_document(&mut self) -> Option<Result<Document, String>> {
        self.decide();
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
        let Mapped { document, unmapped } = windows::map(document);
        self.count_unmapped(unmapped.into_iter().map(|event| (event, 1)));
        document
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
