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
    let mut lines = Lines { kind: query.kind, sources, output: options.events, write };
    let options = Options { keep_result_order: true, ..options.clone() };
    scan::run(&query.matcher, readers.into_iter().map(Ok), &options, &mut lines)
}

struct Lines<'w> {
    kind: &'static str,
    sources: Vec<String>,
    output: EventOutput,
    write: &'w mut dyn FnMut(String),
}

impl Listener for Lines<'_> {
    fn found(&mut self, found: &Found) -> io::Result<()> {
        (self.write)(scan::query_line(self.kind, found, &self.sources, self.output));
        Ok(())
    }

    fn unopened(&mut self, _error: &OpenError) {}

    fn bad_record(&mut self, _source: &str, _record: u64, _reason: &str) {}

    fn warning(&mut self, _text: &str) {}

    fn progress(&mut self, _reader: &Reader) {}
}
