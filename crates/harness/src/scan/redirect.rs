//! A listener whose matches go elsewhere.

use std::io;

use event_input::{OpenError, Reader};

use super::{Found, Listener};

/// Gives the matches to a function, and all else to another listener.
#[derive(Debug)]
pub struct Redirect<L, F> {
    /// Who hears of everything but matches.
    pub inner: L,
    /// Who hears of the matches.
    pub found: F,
}

impl<L: Listener, F: FnMut(&Found) -> io::Result<()>> Listener for Redirect<L, F> {
    fn found(&mut self, found: &Found) -> io::Result<()> {
        (self.found)(found)
    }

    fn unopened(&mut self, error: &OpenError) {
        self.inner.unopened(error);
    }

    fn bad_record(&mut self, source: &str, record: u64, reason: &str) {
        self.inner.bad_record(source, record, reason);
    }

    fn warning(&mut self, text: &str) {
        self.inner.warning(text);
    }

    fn progress(&mut self, reader: &Reader) {
        self.inner.progress(reader);
    }
}
