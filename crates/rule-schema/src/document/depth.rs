//! Refuses values inside values inside values, before the parser meets them.
//!
//! The parser bounds the brackets of a value and the dots of a key, but not both together: tables in braces
//! with long dotted keys nest thousands deep, and freeing such a tree overflows the stack.

use diagnostics::Span;

use super::lexer;
use crate::diagnostics::TomlSyntax;

/// The most levels that a value may have below its statement. Real rules need fewer than ten.
const LIMIT: usize = 100;

/// The first place of a text that is too deep. Where brackets do not match, the count is rather too high.
pub(super) fn too_deep(text: &str) -> Option<TomlSyntax> {
    let mut nesting = Nesting::default();
    let mut place = 0;
    while place < text.len() {
        let len = lexer::token(&text[place..]);
        nesting.token(text.as_bytes()[place]);
        if nesting.levels > LIMIT || nesting.outside > LIMIT {
            let message = format!("values are nested more than {LIMIT} levels deep");
            return Some(TomlSyntax { span: Span::new(place, place + len), message, help: None });
        }
        place += len;
    }
    None
}

/// The open brackets, each with the dots of the key that is read inside it.
#[derive(Default)]
struct Nesting {
    open: Vec<(u8, usize)>,
    /// The dots of the key that is read outside of brackets.
    outside: usize,
    levels: usize,
}

impl Nesting {
    fn token(&mut self, first: u8) {
        match first {
            b'[' => self.push(b']'),
            b'{' => self.push(b'}'),
            b']' | b'}' => self.pop(first),
            b'.' => self.dot(),
            b',' => self.next(),
            b'\n' if self.open.is_empty() => self.outside = 0,
            _ => {}
        }
    }

    fn push(&mut self, close: u8) {
        self.open.push((close, 0));
        self.levels += 1;
    }

    fn pop(&mut self, close: u8) {
        if let Some((_, dots)) = self.open.pop_if(|(wanted, _)| *wanted == close) {
            self.levels -= dots + 1;
        }
    }

    fn dot(&mut self) {
        match self.open.last_mut() {
            None => self.outside += 1,
            Some((_, dots)) => {
                *dots += 1;
                self.levels += 1;
            }
        }
    }

    fn next(&mut self) {
        if let Some((_, dots)) = self.open.last_mut() {
            self.levels -= std::mem::take(dots);
        }
    }
}
