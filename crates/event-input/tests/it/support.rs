//! Reads test inputs and shows what came out.

use std::io::Read;

use event::Document;
use event_input::{Format, Options, Reader, Record, from_reader, open};

/// A reader of these bytes under this name.
pub(crate) fn reader(name: &str, bytes: impl Into<Vec<u8>>, options: &Options) -> Reader {
    let bytes = std::io::Cursor::new(bytes.into());
    from_reader(name, 0, Box::new(bytes), options).unwrap()
}

/// Each record on a line: an event as JSON, a bad record with its number and reason.
pub(crate) fn show(bytes: impl Into<Vec<u8>>) -> Vec<String> {
    shown(reader("-", bytes, &Options::default()))
}

pub(crate) fn shown(reader: Reader) -> Vec<String> {
    reader.map(show_record).collect()
}

pub(crate) fn show_record(record: Record) -> String {
    match record {
        Record::Event(event) => {
            format!("{} {}", event.record, serde_json::to_string(&event.document).unwrap())
        }
        Record::Bad(bad) => bad.to_string(),
    }
}

/// The documents of an input that has no bad record.
pub(crate) fn documents(reader: Reader) -> Vec<Document> {
    let document = |record| match record {
        Record::Event(event) => event.document,
        Record::Bad(bad) => panic!("{bad}"),
    };
    reader.map(document).collect()
}

/// A raw Windows event, mapped.
pub(crate) fn mapped(json: &str) -> Document {
    let options = Options { format: Format::Windows, ..Options::default() };
    documents(reader("-", json, &options)).remove(0)
}

pub(crate) fn open_file(path: &std::path::Path) -> Reader {
    open(path, 0, &Options::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// A stream of the same bytes again and again, so many times, that never holds them all.
pub(crate) struct Repeated {
    pub(crate) bytes: Vec<u8>,
    pub(crate) times: usize,
    pub(crate) at: usize,
}

impl Repeated {
    pub(crate) fn new(bytes: impl Into<Vec<u8>>, times: usize) -> Self {
        Self { bytes: bytes.into(), times, at: 0 }
    }
}

impl Read for Repeated {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.times == 0 {
            return Ok(0);
        }
        let count = (&self.bytes[self.at..]).read(buffer)?;
        self.at += count;
        if self.at == self.bytes.len() {
            self.at = 0;
            self.times -= 1;
        }
        Ok(count)
    }
}
