//! Whole lines out of the window and back into it, with little copying: a block takes the buffer of the window with
//! it, and what comes back waits as it is until it is wanted.

use memchr::{memchr, memrchr};

use super::Source;
use crate::block::Block;

/// How many buffers wait to be used again.
const MAX_SPARE: usize = 16;
/// A buffer with more memory than this is not kept; one that a long document needed is not given away either.
const MAX_SPARE_BYTES: usize = 4 << 20;

/// Bytes that were read once and come again.
pub(super) enum Returned {
    /// A block that was given back, or the rest of one.
    Lines(Block),
    /// What stood in the window then, and where in the buffer it starts.
    Window(Vec<u8>, usize),
}

impl Returned {
    /// Its first byte; there is always one.
    pub(super) fn first(&self) -> Option<u8> {
        match self {
            Self::Lines(block) => block.text().first().copied(),
            Self::Window(bytes, start) => bytes.get(*start).copied(),
        }
    }
}

impl Source {
    /// A block that was given back, where one comes next.
    pub(crate) fn take_returned(&mut self) -> Option<Block> {
        if !self.data().is_empty() {
            return None;
        }
        match self.returned.pop()? {
            Returned::Lines(block) => {
                self.position += block.text().len() as u64;
                Some(block)
            }
            window @ Returned::Window(..) => {
                self.append(window);
                None
            }
        }
    }

    /// Takes the next lines, at most `size` bytes of them; `None` where the first line is longer. It reads until it
    /// has so many bytes; from a live stream only until it has a line.
    pub(crate) fn take_lines(&mut self, size: usize, is_live: bool) -> Option<Block> {
        self.fill_lines(size, is_live);
        let is_rest = self.ended && self.returned.is_empty() && self.data().len() <= size;
        let window = &self.data()[..self.data().len().min(size)];
        let length = if is_rest { window.len() } else { memrchr(b'\n', window)? + 1 };
        Some(self.cut_off(length))
    }

    fn fill_lines(&mut self, size: usize, is_live: bool) {
        let (mut has_line, mut seen) = (false, 0);
        while self.data().len() < size {
            has_line |= memchr(b'\n', &self.data()[seen..]).is_some();
            seen = self.data().len();
            let is_enough = has_line && (is_live || !self.returned.is_empty());
            if is_enough || !self.fill() {
                break;
            }
        }
    }

    /// Consumes so many bytes and gives them away. The shorter side of the cut is copied.
    fn cut_off(&mut self, length: usize) -> Block {
        let position = self.position;
        let rest = self.data().len() - length;
        let mut other = self.spare.pop().unwrap_or_default();
        if rest > length || self.buffer.capacity() > MAX_SPARE_BYTES {
            other.extend_from_slice(&self.data()[..length]);
            self.consume(length);
            return Block::new(other, 0..length, position);
        }
        other.extend_from_slice(&self.data()[length..]);
        let mut lines = std::mem::replace(&mut self.buffer, other);
        let range = self.start..self.start + length;
        lines.truncate(range.end);
        self.start = 0;
        self.position += length as u64;
        Block::new(lines, range, position)
    }

    /// Goes back to a byte of the block that ends where the window starts.
    pub(crate) fn give_back(&mut self, block: Block, offset: usize) {
        let end = block.position() + block.text().len() as u64;
        debug_assert_eq!(end, self.position, "blocks go back in the reverse of their order");
        if !self.data().is_empty() {
            let window = std::mem::take(&mut self.buffer);
            self.returned.push(Returned::Window(window, std::mem::take(&mut self.start)));
        }
        let rest = block.after(offset);
        self.position = rest.position();
        if !rest.text().is_empty() {
            self.returned.push(Returned::Lines(rest));
        }
    }

    /// Puts bytes that come again into the window.
    pub(super) fn append(&mut self, returned: Returned) {
        let (bytes, start) = match returned {
            Returned::Lines(block) => block.into_bytes(),
            Returned::Window(bytes, start) => (bytes, start),
        };
        if self.data().is_empty() {
            self.start = start;
            let consumed = std::mem::replace(&mut self.buffer, bytes);
            self.keep(consumed);
        } else {
            self.make_room();
            self.buffer.extend_from_slice(&bytes[start..]);
            self.keep(bytes);
        }
    }

    /// Uses the memory of a block again, unless a clone still has it.
    pub(crate) fn recycle(&mut self, block: Block) {
        if let Some(bytes) = block.into_memory() {
            self.keep(bytes);
        }
    }

    fn keep(&mut self, mut bytes: Vec<u8>) {
        let capacity = bytes.capacity();
        if self.spare.len() < MAX_SPARE && capacity > 0 && capacity <= MAX_SPARE_BYTES {
            bytes.clear();
            self.spare.push(bytes);
        }
    }
}
