//! Scans whose matches nobody looks at.

use std::io::Cursor;
use std::path::Path;

use harness::event_input::{self, Format, OpenError, Options, Reader};
use harness::matcher::Matcher;
use harness::scan::{self, EventOutput, Found, Listener};
use harness::summary::Summary;

use crate::Failure;

/// The default mode with references, in one thread.
pub(super) fn options() -> scan::Options {
    scan::Options { events: EventOutput::Refs, ..scan::Options::default() }
}

/// Opens a file of events.
pub(super) fn from_file(path: &Path, format: Format) -> Result<Reader, Failure> {
    let options = Options { format, ..Options::default() };
    event_input::open(path, 0, &options).map_err(|error| Failure::new(error.to_string()))
}

/// The same bytes as an input.
pub(super) fn from_bytes(bytes: &[u8], format: Format) -> Result<Reader, Failure> {
    let reader = Box::new(Cursor::new(bytes.to_vec()));
    let options = Options { format, ..Options::default() };
    event_input::from_reader("generated", 0, reader, &options)
        .map_err(|error| Failure::new(error.to_string()))
}

/// Runs the rules over one input.
pub(super) fn scan(
    matcher: &Matcher,
    reader: Reader,
    options: &scan::Options,
    listener: &mut dyn Listener,
) -> Result<Summary, Failure> {
    scan::run(matcher, [Ok(reader)], options, listener)
        .map_err(|error| Failure::new(error.to_string()))
}

/// Counts are in the summary; the matches themselves are not looked at.
pub(super) struct Silent;

impl Listener for Silent {
    fn found(&mut self, _found: &Found) -> std::io::Result<()> {
        Ok(())
    }

    fn unopened(&mut self, _error: &OpenError) {}

    fn bad_record(&mut self, _source: &str, _record: u64, _reason: &str) {}

    fn warning(&mut self, _text: &str) {}

    fn progress(&mut self, _reader: &Reader) {}
}
