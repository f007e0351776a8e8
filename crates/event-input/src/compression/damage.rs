//! Says what stopped a stream of bytes, and after how many.

use std::io::{self, Read};

/// A stream whose errors say how far it could be read.
pub(super) struct Damage<R> {
    name: &'static str,
    inner: R,
    read: u64,
}

impl<R: Read> Damage<R> {
    pub(super) fn new(name: &'static str, inner: R) -> Self {
        Self { name, inner, read: 0 }
    }
}

impl<R: Read> Read for Damage<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.inner.read(buffer) {
            Ok(count) => {
                self.read += count as u64;
                Ok(count)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => Err(io::Error::other(self.describe(&error))),
        }
    }
}

impl<R> Damage<R> {
    fn describe(&self, error: &io::Error) -> String {
        let Self { name, read, .. } = self;
        if error.kind() == io::ErrorKind::UnexpectedEof {
            return format!("the {name} stream is cut off after {read} bytes");
        }
        format!("the {name} stream is damaged after {read} bytes: {error}")
    }
}
