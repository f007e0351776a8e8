//! One ad-hoc query over inputs.

use std::io;

use event_input::{OpenError, Reader};

use crate::CompiledQuery;
use crate::scan::{self, EventOutput, Found, Listener, Options, ScanError};
use crate::summary::Summary;

/// Runs a query over readers that are open and hands each result line to `write`: the simplest way to use it.
pub fn run(
    query: &CompiledQuery,
    readers: Vec<Reader>,
    options: &Options,
    write: &mut dyn FnMut(String),
) -> Result<Summary, ScanError> {
    let sources = readers.iter().map(|reader| reader.name().to_owned()).collect();
    let mut lines = Lines { is_sequence: query.is_sequence, sources, output: options.events, write };
    scan::run(&query.matcher, readers.into_iter().map(Ok), options, &mut lines)
}

struct Lines<'w> {
    is_sequence: bool,
    sources: Vec<String>,
    output: EventOutput,
    write: &'w mut dyn FnMut(String),
}

impl Listener for Lines<'_> {
    fn found(&mut self, found: &Found) -> io::Result<()> {
        (self.write)(scan::query_line(self.is_sequence, found, &self.sources, self.output));
        Ok(())
    }

    fn unopened(&mut self, _error: &OpenError) {}

    fn bad_record(&mut self, _source: &str, _record: u64, _reason: &str) {}

    fn warning(&mut self, _text: &str) {}

    fn progress(&mut self, _reader: &Reader) {}
}
