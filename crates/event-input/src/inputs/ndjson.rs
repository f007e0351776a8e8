//! JSON documents one a line, pretty-printed, or back to back.
//!
//! A line that is a document is read as it is. Where it is not, the [`Scanner`] says where the value that starts on
//! it ends. What a broken document costs depends on what stood before it: among documents of one line each it costs
//! its line, among pretty-printed ones it costs all up to its last bracket or up to a line that starts the next one.
//!
//! A line that is a document is one whatever stood before it, so whole lines can be given unread: who reads them
//! gives back what starts with a line that is none, and it is read here, from that byte on.

use event::Document;
use memchr::memchr;

use super::{Documents, Input};
use crate::block::Block;
use crate::document;
use crate::scanner::{Scanner, Stop};
use crate::source::{Source, is_space};

/// Takes every input that no other format recognises.
pub(crate) static INPUT: Input = Input {
    recognises: |_| true,
    open: |source, limit| Box::new(Ndjson::new(source, limit)),
    is_windows: false,
};

/// Deeper than any document may be nested; a value that is still open here does not go on past its line.
const MAX_DEPTH: usize = 128;

struct Ndjson {
    source: Source,
    limit: usize,
    /// No line break stands between the next byte and this position; it saves looking twice.
    break_free: u64,
    /// Whether the last document went over several lines.
    is_pretty: bool,
    /// No block starts before this position: the line up to it is none that can be read as one document.
    no_block_before: u64,
}

/// A value cut out of what is read.
struct Cut {
    /// How long it is.
    length: usize,
    /// How long its first line is, where it has several.
    first_line: Option<usize>,
    end: End,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// Its last bracket.
    Closed,
    /// A place where a value cannot go on, or the end of the input.
    Broken,
    /// The limit.
    TooLong,
}

impl Documents for Ndjson {
    fn next_document(&mut self) -> Option<Result<Document, String>> {
        match self.source.skip_space() {
            Some(first) => Some(self.document(first)),
            None => self.source.take_failure().map(Err),
        }
    }

    fn next_block(&mut self, size: usize, is_live: bool) -> Option<Block> {
        if self.is_pretty || self.source.position() < self.no_block_before {
            return None;
        }
        if let Some(block) = self.source.take_returned() {
            return Some(block);
        }
        // White space is not passed over: a block may come back, and then it is as long as it was.
        self.source.peek()?;
        let first = self.source.data().iter().find(|byte| !is_space(**byte));
        if first.is_some_and(|first| *first != b'{') {
            return None;
        }
        // A block within the limit on documents has no line over it.
        let size = size.min(self.limit);
        let block = self.source.take_lines(size, is_live);
        if block.is_none() {
            let break_free = self.source.data().len().min(size);
            self.no_block_before = self.source.position() + break_free as u64;
        }
        block
    }

    fn give_back(&mut self, block: Block, offset: usize) {
        self.no_block_before = block.position() + block.line_end(offset) as u64;
        self.source.give_back(block, offset);
    }

    fn recycle(&mut self, block: Block) {
        self.source.recycle(block);
    }
}

impl Ndjson {
    fn new(source: Source, limit: usize) -> Self {
        Self { source, limit, break_free: 0, is_pretty: false, no_block_before: 0 }
    }

    fn document(&mut self, first: u8) -> Result<Document, String> {
        let Some(line) = self.line_length() else { return self.long_line(first) };
        if first != b'{' {
            return self.take(line);
        }
        let Some(document) = document::read(&self.source.data()[..line]) else {
            return self.cut_document();
        };
        self.source.consume(line);
        self.is_pretty = false;
        Ok(document)
    }

    /// How long the line is; `None` where it is longer than the limit.
    fn line_length(&mut self) -> Option<usize> {
        let position = self.source.position();
        let known = self.break_free.saturating_sub(position);
        let mut length = usize::try_from(known).unwrap_or(0);
        loop {
            let data = self.source.data();
            let found = memchr(b'\n', &data[length..]);
            length = found.map_or(data.len(), |found| length + found);
            self.break_free = position + length as u64;
            if length > self.limit {
                return None;
            }
            if found.is_some() || !self.source.fill() {
                return Some(length);
            }
        }
    }

    /// A line over the limit may still hold several short documents.
    fn long_line(&mut self, first: u8) -> Result<Document, String> {
        if first == b'{' {
            return self.cut_document();
        }
        self.skip_line();
        Err(document::too_long(self.limit))
    }

    fn cut_document(&mut self) -> Result<Document, String> {
        let mut scanner = Scanner::default();
        let cut = self.cut(&mut scanner);
        match (cut.end, cut.first_line) {
            (End::Closed, None) => self.within_line(cut.length),
            (_, Some(first_line)) if !self.goes_on_after(first_line) => {
                self.over_lines(&cut, first_line)
            }
            (End::TooLong, _) => self.skip_document(scanner, cut.first_line.is_some()),
            (End::Closed | End::Broken, _) => self.take(cut.length),
        }
    }

    /// Whether an open line is meant to be open: it is the first of a pretty-printed document.
    fn goes_on_after(&self, first_line: usize) -> bool {
        self.is_pretty || self.source.data()[..first_line].trim_ascii() == b"{"
    }

    /// Finds the end of the value that starts here.
    fn cut(&mut self, scanner: &mut Scanner) -> Cut {
        let (mut length, mut first_line) = (0, None);
        let end = loop {
            let window = self.source.data().len().min(self.limit);
            let stop = scanner.scan(&self.source.data()[length..window]);
            length = stop.map_or(window, |(count, _)| length + count);
            match stop.map(|(_, stop)| stop) {
                Some(Stop::Closed) => break End::Closed,
                Some(Stop::LineBreakInString) => break End::Broken,
                Some(Stop::LineBreak) => {
                    let first_line = *first_line.get_or_insert(length);
                    if self.starts_anew(length, first_line, scanner) {
                        break End::Broken;
                    }
                }
                None if self.source.data().len() > self.limit => break End::TooLong,
                None if !self.source.fill() => break End::Broken,
                None => {}
            }
        };
        Cut { length, first_line, end }
    }

    /// Whether the line that starts after `length` bytes is another document, not more of this one.
    fn starts_anew(&mut self, length: usize, first_line: usize, scanner: &Scanner) -> bool {
        let is_opening = self.source.byte(length) == Some(b'{');
        let is_expected = self.goes_on_after(first_line) && expects_value(scanner);
        scanner.depth() > MAX_DEPTH || (is_opening && !is_expected)
    }

    /// A value that is closed on its line: what follows must be another document or the end of the line.
    fn within_line(&mut self, length: usize) -> Result<Document, String> {
        let mut end = length;
        while self.source.byte(end).is_some_and(|byte| is_space(byte) && byte != b'\n') {
            end += 1;
        }
        if matches!(self.source.byte(end), None | Some(b'\n' | b'{')) {
            return self.take(length);
        }
        self.skip_line();
        Err(format!("not JSON: text after the document at column {}", end + 1))
    }

    /// A value over several lines where none was announced: it is one if it can be read, else its first line is bad.
    fn over_lines(&mut self, cut: &Cut, first_line: usize) -> Result<Document, String> {
        if cut.end == End::Closed
            && let Some(document) = document::read(&self.source.data()[..cut.length])
        {
            self.source.consume(cut.length);
            self.is_pretty = true;
            return Ok(document);
        }
        self.take(first_line)
    }

    /// Reads the next bytes as a document, whatever comes of it.
    fn take(&mut self, length: usize) -> Result<Document, String> {
        let bytes = self.source.data()[..length].trim_ascii_end();
        let parsed = document::parse(bytes);
        self.is_pretty = bytes.contains(&b'\n');
        self.source.consume(length);
        if parsed.is_err()
            && self.source.byte(0).is_none()
            && let Some(failure) = self.source.take_failure()
        {
            return Err(failure);
        }
        parsed
    }

    /// Passes over a document that is too long, without keeping it.
    fn skip_document(&mut self, mut scanner: Scanner, has_lines: bool) -> Result<Document, String> {
        self.source.consume(self.limit);
        while self.source.peek().is_some() {
            let Some((count, stop)) = scanner.scan(self.source.data()) else {
                self.source.consume_all();
                continue;
            };
            self.source.consume(count);
            let goes_on = has_lines
                && stop == Stop::LineBreak
                && (self.source.peek() != Some(b'{') || expects_value(&scanner));
            if !goes_on {
                break;
            }
        }
        Err(document::too_long(self.limit))
    }

    fn skip_line(&mut self) {
        while self.source.peek().is_some() {
            let found = memchr(b'\n', self.source.data());
            let count = found.unwrap_or(self.source.data().len());
            self.source.consume(count);
            if found.is_some() {
                break;
            }
        }
    }
}

/// Whether an object may start after what was scanned.
fn expects_value(scanner: &Scanner) -> bool {
    matches!(scanner.last(), b'[' | b',' | b':')
}
