//! A text with a name, and where its lines begin.

use std::sync::Arc;

use crate::Span;

/// A file or query text that findings point into.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceText {
    name: Arc<str>,
    text: Arc<str>,
    line_starts: Arc<[u32]>,
}

/// A place in a text as people count: from 1, columns in characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Character in the line, from 1.
    pub column: usize,
}

impl SourceText {
    /// A text under the name that people see, e.g. its path.
    pub fn new(name: &str, text: &str) -> Self {
        let newlines = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let starts = std::iter::once(0).chain(newlines.map(|(place, _)| Span::at(place + 1).start));
        Self { name: name.into(), text: text.into(), line_starts: starts.collect() }
    }

    /// The same text under another name.
    #[must_use]
    pub fn renamed(&self, name: &str) -> Self {
        Self { name: name.into(), ..self.clone() }
    }

    /// The name that people see.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte; a place past the end is the end.
    pub fn position(&self, byte: u32) -> Position {
        let line = self.line_starts.partition_point(|&start| start <= byte);
        let start = self.line_starts[line - 1] as usize;
        let end = (byte as usize).min(self.text.len());
        let column = self.text.as_bytes()[start..end].iter().filter(|&&byte| byte & 0xC0 != 0x80);
        Position { line, column: column.count() + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let source = SourceText::new("x", "añb\nc");
        let at = |byte| source.position(byte);
        assert_eq!(at(0), Position { line: 1, column: 1 });
        assert_eq!(at(3), Position { line: 1, column: 3 });
        assert_eq!(at(5), Position { line: 2, column: 1 });
        assert_eq!(at(99), Position { line: 2, column: 2 });
    }
}
