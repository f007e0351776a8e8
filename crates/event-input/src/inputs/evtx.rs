//! Binary Windows event logs, chunk by chunk, in the order of the file.
//!
//! A log is a header of 4 KiB and chunks of 64 KiB that stand on their own, so a stream of any length takes the
//! memory of one chunk. A chunk that cannot be read costs itself. A log that has wrapped around starts with newer
//! chunks; the position in the file is what a record is called by, and order by time comes later.
//!
//! The `evtx` crate bounds what a crafted chunk can make it build; a panic in it is held here ([`guarded`]). Each
//! record arrives as JSON text, which bounds what waits in the queue, and is parsed when its turn comes.

use std::collections::VecDeque;
use std::error::Error;
use std::sync::Arc;

use event::Document;
use evtx::{EvtxChunkData, ParserSettings};

use super::{Documents, Input};
use crate::document;
use crate::quiet::{Panicked, guarded};
use crate::source::Source;

/// Recognised by its first bytes.
pub(crate) static INPUT: Input =
    Input { recognises: |head| head.starts_with(MAGIC), open, is_windows: true };

/// What every event log starts with.
pub(crate) const MAGIC: &[u8] = b"ElfFile\0";

const HEADER_SIZE: usize = 4096;
const CHUNK_SIZE: usize = 65_536;

type Item = Result<Vec<u8>, String>;

struct Evtx {
    source: Source,
    limit: usize,
    settings: Arc<ParserSettings>,
    /// The number of the next chunk, from 0.
    chunk: u64,
    /// Records of the last chunk as JSON.
    records: VecDeque<Item>,
}

fn open(mut source: Source, limit: usize) -> Box<dyn Documents> {
    source.fill_to(HEADER_SIZE);
    let found = source.data().len();
    source.consume(HEADER_SIZE);
    let mut records = VecDeque::new();
    if found < HEADER_SIZE {
        records.push_back(cut_off(&mut source, "its header", found, HEADER_SIZE));
    }
    let settings = Arc::new(ParserSettings::new().indent(false));
    Box::new(Evtx { source, limit, settings, chunk: 0, records })
}

/// What to say of a part that is not whole.
fn cut_off(source: &mut Source, part: &str, found: usize, size: usize) -> Item {
    let failure = source.take_failure();
    let reason = || format!("the event log ends inside {part} ({found} of {size} bytes)");
    Err(failure.unwrap_or_else(reason))
}

impl Documents for Evtx {
    fn next_document(&mut self) -> Option<Result<Document, String>> {
        while self.records.is_empty() && self.read_chunk() {}
        match self.records.pop_front() {
            Some(Ok(json)) if json.len() > self.limit => Some(Err(document::too_long(self.limit))),
            Some(Ok(json)) => Some(document::parse(&json)),
            Some(Err(reason)) => Some(Err(reason)),
            None => self.source.take_failure().map(Err),
        }
    }
}

impl Evtx {
    /// Reads the records of the next chunk; false at the end of the log.
    fn read_chunk(&mut self) -> bool {
        self.source.fill_to(CHUNK_SIZE);
        let found = self.source.data().len().min(CHUNK_SIZE);
        let mut bytes = self.source.data()[..found].to_vec();
        self.source.consume(found);
        // Windows sets a log's size in advance: what is not yet used is zeros.
        if bytes.iter().any(|byte| *byte != 0) {
            bytes.resize(CHUNK_SIZE, 0);
            self.parse_chunk(bytes);
            if found < CHUNK_SIZE {
                let part = format!("chunk {}", self.chunk);
                let end = cut_off(&mut self.source, &part, found, CHUNK_SIZE);
                self.records.push_back(end);
            }
        }
        self.chunk += 1;
        found > 0
    }

    fn parse_chunk(&mut self, bytes: Vec<u8>) {
        let Self { records, settings, chunk, .. } = self;
        let outcome = guarded(|| decode(bytes, settings, records));
        let reason = match outcome {
            Ok(Ok(())) => return,
            Ok(Err(error)) => chain(&error),
            Err(Panicked) => "the rest of it cannot be decoded".to_owned(),
        };
        records.push_back(Err(format!("chunk {chunk} of the event log is damaged: {reason}")));
    }
}

/// Adds each record of a chunk, whole or broken, as it is found.
fn decode(
    bytes: Vec<u8>,
    settings: &Arc<ParserSettings>,
    records: &mut VecDeque<Item>,
) -> Result<(), evtx::err::ChunkError> {
    let mut data = EvtxChunkData::new(bytes, false)?;
    let mut chunk = data.parse(Arc::clone(settings))?;
    for record in chunk.iter() {
        let json = record.and_then(evtx::EvtxRecord::into_json_bytes);
        let json = json.map(|record| record.data);
        records.push_back(json.map_err(|error| format!("damaged: {}", chain(&error))));
    }
    Ok(())
}

/// An error and its causes on one line, in lower case.
fn chain(error: &dyn Error) -> String {
    let mut text = lower_first(&error.to_string());
    let mut cause = error.source();
    while let Some(inner) = cause {
        text = format!("{text}: {}", lower_first(&inner.to_string()));
        cause = inner.source();
    }
    text
}

fn lower_first(text: &str) -> String {
    let mut letters = text.trim_end_matches('.').chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
