//! Whole lines of an input, not yet read.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use memchr::memchr;

use crate::source::is_space;
use crate::windows::{self, Mapped};

/// Whole lines of an input of one document a line, not yet read. A clone shares the bytes, so that one can be
/// read on another thread while the other can be given back.
#[derive(Clone)]
pub struct Block {
    buffer: Arc<Buffer>,
    range: Range<usize>,
    position: u64,
    is_windows: bool,
}

/// The bytes that clones of a block share, and the memory that is used again.
struct Buffer(Vec<u8>);

impl Block {
    pub(crate) fn new(bytes: Vec<u8>, range: Range<usize>, position: u64) -> Self {
        Self { buffer: Arc::new(Buffer(bytes)), range, position, is_windows: false }
    }

    /// The same lines, as raw Windows events or as they are.
    pub(crate) fn of_windows(self, is_windows: bool) -> Self {
        Self { is_windows, ..self }
    }

    /// Whether its lines are raw Windows events: then [`event`](Self::event) tells what they are in ECS, and their fields
    /// are not to be read from the bytes.
    pub fn is_windows(&self) -> bool {
        self.is_windows
    }

    /// The event of one of its lines; `None` where the line is no document.
    pub fn event(&self, line: &[u8]) -> Option<Mapped> {
        let document = serde_json::from_slice(line).ok()?;
        let as_it_is = |document| Mapped { document, unmapped: None };
        Some(if self.is_windows { windows::map(document) } else { as_it_is(document) })
    }

    /// All its bytes. The last line may have no line break: it is the last of the input.
    pub fn text(&self) -> &[u8] {
        &self.buffer.0[self.range.clone()]
    }

    /// How many bytes of the input, decompressed and in UTF-8, stand before it. A block that was given back whole
    /// comes again with the same position and text.
    pub fn position(&self) -> u64 {
        self.position
    }

    /// Its lines that are not blank, without the white space around them, and where in the block each starts.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &[u8])> {
        let text = self.text();
        let mut at = 0;
        std::iter::from_fn(move || {
            let line = next_line(text, at)?;
            at = line.end;
            Some((line.start, trim_end(&text[line])))
        })
    }

    /// Where the first line ends that is not blank and starts at the offset or behind it.
    pub(crate) fn line_end(&self, offset: usize) -> usize {
        let text = self.text();
        next_line(text, offset.min(text.len())).map_or(text.len(), |line| line.end)
    }

    /// What stands behind the offset.
    pub(crate) fn after(self, offset: usize) -> Self {
        let offset = offset.min(self.range.len());
        let range = self.range.start + offset..self.range.end;
        Self { range, position: self.position + offset as u64, ..self }
    }

    /// Its bytes, and where in them it starts; they are copied where a clone still has them.
    pub(crate) fn into_bytes(self) -> (Vec<u8>, usize) {
        match Arc::try_unwrap(self.buffer) {
            Ok(Buffer(mut bytes)) => {
                bytes.truncate(self.range.end);
                (bytes, self.range.start)
            }
            Err(shared) => (shared.0[self.range].to_vec(), 0),
        }
    }

    /// Its memory, where no clone has it.
    pub(crate) fn into_memory(self) -> Option<Vec<u8>> {
        Arc::into_inner(self.buffer).map(|Buffer(bytes)| bytes)
    }
}

/// The first line from here on that is not blank, from its first byte that is no white space to its line break.
fn next_line(text: &[u8], at: usize) -> Option<Range<usize>> {
    let start = at + text[at..].iter().position(|byte| !is_space(*byte))?;
    let length = memchr(b'\n', &text[start..]);
    Some(start..length.map_or(text.len(), |length| start + length))
}

fn trim_end(mut line: &[u8]) -> &[u8] {
    while let [before @ .., last] = line
        && is_space(*last)
    {
        line = before;
    }
    line
}

impl fmt::Debug for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Block")
            .field("position", &self.position)
            .field("bytes", &self.range.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_that_are_not_blank() {
        let block = Block::new(b"xx\n {}\t\r\n \r\n\n\x0c\n{\"a\":1}".to_vec(), 2..22, 2);
        let lines: Vec<_> = block.lines().collect();
        let expected: [(usize, &[u8]); 3] = [(2, b"{}"), (11, b"\x0c"), (13, b"{\"a\":1}")];
        assert_eq!(lines, expected[..]);
        assert_eq!(block.line_end(0), 6);
        assert_eq!(block.line_end(12), 20);
        assert_eq!(block.line_end(99), block.text().len());
    }

    #[test]
    fn the_memory_is_free_when_the_last_clone_is() {
        let block = Block::new(b"{}\n{}\n".to_vec(), 0..6, 0);
        let clone = block.clone().after(3);
        assert_eq!((clone.text(), clone.position()), (&b"{}\n"[..], 3));
        assert_eq!(clone.into_bytes(), (b"{}\n".to_vec(), 0));
        assert_eq!(block.clone().into_memory(), None);
        assert_eq!(block.after(3).into_bytes(), (b"{}\n{}\n".to_vec(), 3));
    }
}
