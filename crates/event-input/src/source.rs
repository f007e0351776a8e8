//! A window on the bytes of an input: what is read and not yet consumed.

mod lines;

use std::io::{ErrorKind, Read};

use lines::Returned;

/// How many bytes one read asks for.
const READ_SIZE: usize = 64 * 1024;

/// The bytes of an input. A read error ends them; it is kept for the last record to tell.
pub(crate) struct Source {
    inner: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    start: usize,
    /// How many bytes are consumed.
    position: u64,
    /// What comes before the next byte of `inner`; the last one first.
    returned: Vec<Returned>,
    /// Memory for further blocks.
    spare: Vec<Vec<u8>>,
    ended: bool,
    failure: Option<String>,
}

impl Source {
    pub(crate) fn new(inner: Box<dyn Read + Send>) -> Self {
        Self {
            inner,
            buffer: Vec::new(),
            start: 0,
            position: 0,
            returned: Vec::new(),
            spare: Vec::new(),
            ended: false,
            failure: None,
        }
    }

    /// What is read and not consumed.
    pub(crate) fn data(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// The next byte, read where need be; `None` at the end.
    pub(crate) fn peek(&mut self) -> Option<u8> {
        self.fill_to(1);
        self.data().first().copied()
    }

    /// The byte at an offset from the next one. To look one byte ahead leaves a block that was given back whole.
    pub(crate) fn byte(&mut self, offset: usize) -> Option<u8> {
        if offset == self.data().len()
            && let Some(returned) = self.returned.last()
        {
            return returned.first();
        }
        self.fill_to(offset + 1);
        self.data().get(offset).copied()
    }

    /// Reads until there are `count` bytes or the input ends.
    pub(crate) fn fill_to(&mut self, count: usize) {
        while self.data().len() < count && self.fill() {}
    }

    /// Reads more; false at the end of the input.
    pub(crate) fn fill(&mut self) -> bool {
        if let Some(returned) = self.returned.pop() {
            self.append(returned);
            return true;
        }
        if self.ended {
            return false;
        }
        self.make_room();
        let filled = self.buffer.len();
        self.buffer.resize(filled + READ_SIZE, 0);
        let count = self.read_at(filled);
        self.buffer.truncate(filled + count);
        self.ended = count == 0;
        !self.ended
    }

    fn read_at(&mut self, offset: usize) -> usize {
        loop {
            match self.inner.read(&mut self.buffer[offset..]) {
                Ok(count) => return count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failure = Some(error.to_string());
                    return 0;
                }
            }
        }
    }

    /// Drops consumed bytes where that is cheap: what stays is no longer than what goes.
    fn make_room(&mut self) {
        if self.start >= self.buffer.len() - self.start {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
    }

    pub(crate) fn consume(&mut self, count: usize) {
        let count = count.min(self.data().len());
        self.start += count;
        self.position += count as u64;
    }

    /// Consumes all that is read.
    pub(crate) fn consume_all(&mut self) {
        self.consume(self.data().len());
    }

    /// Consumes white space; the byte after it, `None` at the end of the input.
    pub(crate) fn skip_space(&mut self) -> Option<u8> {
        loop {
            let space = self.data().iter().take_while(|byte| is_space(**byte)).count();
            self.consume(space);
            if let Some(byte) = self.data().first() {
                return Some(*byte);
            }
            if !self.fill() {
                return None;
            }
        }
    }

    /// How many bytes are consumed.
    pub(crate) fn position(&self) -> u64 {
        self.position
    }

    /// Why the input ended early, once.
    pub(crate) fn take_failure(&mut self) -> Option<String> {
        self.failure.take()
    }
}

/// White space between JSON documents.
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_stay_until_they_are_consumed() {
        let mut source = Source::new(Box::new(&b"  ab"[..]));
        assert_eq!(source.skip_space(), Some(b'a'));
        source.consume(1);
        assert_eq!(source.peek(), Some(b'b'));
        source.consume_all();
        assert_eq!(source.peek(), None);
        assert_eq!(source.position(), 4);
    }
}
