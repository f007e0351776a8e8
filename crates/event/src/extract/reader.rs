//! One pass over a JSON text: all of it is checked, what is wanted is noted.

use super::escape;
use super::extractor::Malformed;
use super::marks::Marks;
use super::number;
use super::slots::{Found, Kind};
use super::trie::{NONE, Place, ROOT, Trie};

/// Objects and arrays in one another: as many as the reader of documents takes.
const MAX_DEPTH: u32 = 127;

/// A place in a text.
#[derive(Debug)]
pub(super) struct Reader<'r> {
    trie: &'r Trie,
    text: &'r [u8],
    marks: &'r Marks,
    found: &'r mut Found,
    at: usize,
    depth: u32,
}

type Step<T = ()> = Result<T, Malformed>;

impl<'r> Reader<'r> {
    pub(super) fn new(
        trie: &'r Trie,
        text: &'r [u8],
        marks: &'r Marks,
        found: &'r mut Found,
    ) -> Self {
        Self { trie, text, marks, found, at: 0, depth: 0 }
    }

    /// Reads the whole text, which is one object.
    pub(super) fn document(mut self) -> Step {
        self.skip_space();
        match self.peek() {
            Some(b'{') => self.object(ROOT)?,
            _ => return self.fault(),
        }
        self.skip_space();
        if self.at == self.text.len() { Ok(()) } else { self.fault() }
    }

    #[inline]
    fn value(&mut self, place: Place) -> Step {
        match self.peek() {
            Some(b'"') => self.text(place.slot),
            Some(b'{') => self.object(place.node),
            Some(b'[') => self.array(place),
            Some(b'-' | b'0'..=b'9') => self.number(place.slot),
            Some(b't') => self.word(b"true", Kind::True, place.slot),
            Some(b'f') => self.word(b"false", Kind::False, place.slot),
            Some(b'n') => self.word(b"null", Kind::Null, place.slot),
            _ => self.fault(),
        }
    }

    fn object(&mut self, node: u32) -> Step {
        self.enter()?;
        if self.peek() == Some(b'}') {
            self.leave();
            return Ok(());
        }
        loop {
            let place = self.key(node)?;
            self.value(place)?;
            if !self.another(b'}')? {
                return Ok(());
            }
        }
    }

    fn array(&mut self, place: Place) -> Step {
        self.enter()?;
        if self.peek() == Some(b']') {
            self.leave();
            return Ok(());
        }
        loop {
            self.value(place)?;
            if !self.another(b']')? {
                return Ok(());
            }
        }
    }

    /// Past the opening bracket.
    #[inline]
    fn enter(&mut self) -> Step {
        if self.depth == MAX_DEPTH {
            return self.fault();
        }
        self.depth += 1;
        self.at += 1;
        self.skip_space();
        Ok(())
    }

    /// Past the closing bracket.
    #[inline]
    fn leave(&mut self) {
        self.depth -= 1;
        self.at += 1;
    }

    /// Past the comma to the next member or element, or past the closing bracket.
    #[inline]
    fn another(&mut self, close: u8) -> Step<bool> {
        self.skip_space();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                self.skip_space();
                Ok(true)
            }
            Some(byte) if byte == close => {
                self.leave();
                Ok(false)
            }
            _ => self.fault(),
        }
    }

    /// Past a key and its colon to the value; where that value belongs.
    #[inline]
    fn key(&mut self, node: u32) -> Step<Place> {
        if self.peek() != Some(b'"') {
            return self.fault();
        }
        let start = self.at + 1;
        let escaped = self.string()?;
        let end = self.at - 1;
        self.skip_space();
        if self.peek() != Some(b':') {
            return self.fault();
        }
        self.at += 1;
        self.skip_space();
        if node == NONE {
            return Ok(Place::UNWANTED);
        }
        if escaped {
            return Ok(self.escaped_key(node, start));
        }
        Ok(self.trie.find(node, self.text, start, end))
    }

    #[cold]
    fn escaped_key(&mut self, node: u32, start: usize) -> Place {
        let before = self.found.arena.len();
        let behind = self.at;
        if self.decode(start, self.mark_from(start)).is_err() {
            return Place::UNWANTED; // it was checked before
        }
        self.at = behind;
        let arena = &mut self.found.arena;
        let place = self.trie.find(node, arena, before, arena.len());
        arena.truncate(before);
        place
    }

    #[inline]
    fn text(&mut self, slot: u32) -> Step {
        let start = self.at + 1;
        let end = self.mark_from(start);
        if self.text.get(end) == Some(&b'"') {
            self.at = end + 1;
            self.push(slot, Kind::Text, start, end);
        } else if slot == NONE {
            self.escaped_string(end)?;
        } else {
            let before = self.found.arena.len();
            self.decode(start, end)?;
            let after = self.found.arena.len();
            self.push(slot, Kind::Decoded, before, after);
        }
        Ok(())
    }

    /// Past the string whose opening quote is next, and its closing quote; whether there are escapes in it.
    #[inline]
    fn string(&mut self) -> Step<bool> {
        let end = self.mark_from(self.at + 1);
        if self.text.get(end) != Some(&b'"') {
            return self.escaped_string(end);
        }
        self.at = end + 1;
        Ok(false)
    }

    /// The same from the first mark in the string.
    fn escaped_string(&mut self, mut mark: usize) -> Step<bool> {
        loop {
            match self.text.get(mark) {
                Some(b'"') => break,
                Some(b'\\') => match escape::decode(self.text, mark) {
                    Some((_, next)) => mark = self.mark_from(next),
                    None => return Err(Malformed { at: mark }),
                },
                _ => return Err(Malformed { at: mark }), // a control byte, or the end
            }
        }
        self.at = mark + 1;
        Ok(true)
    }

    /// The next place where a string ends or changes; the end of the text where there is none.
    #[inline]
    fn mark_from(&self, at: usize) -> usize {
        self.marks.from(at).unwrap_or(self.text.len())
    }

    /// Adds the inside of a string to the arena, its escapes decoded, from its start and its first mark on; and past its
    /// closing quote.
    fn decode(&mut self, start: usize, mark: usize) -> Step {
        let (mut from, mut mark) = (start, mark);
        loop {
            let next = self.text.get(mark).copied();
            if !matches!(next, Some(b'"' | b'\\')) {
                return Err(Malformed { at: mark }); // a control byte, or the end
            }
            self.found.arena.extend_from_slice(self.text.get(from..mark).unwrap_or_default());
            if next == Some(b'"') {
                self.at = mark + 1;
                return Ok(());
            }
            from = if escape::is_itself(self.text, mark) {
                mark + 1 // the next piece begins with it
            } else {
                self.decode_escape(mark)?
            };
            mark = self.mark_from(from.max(mark + 2));
        }
    }

    /// Adds the character of an escape; where the text goes on.
    fn decode_escape(&mut self, backslash: usize) -> Step<usize> {
        let Some((decoded, next)) = escape::decode(self.text, backslash) else {
            return Err(Malformed { at: backslash });
        };
        match u8::try_from(decoded) {
            Ok(byte) if byte.is_ascii() => self.found.arena.push(byte),
            _ => self.found.push_char(decoded),
        }
        Ok(next)
    }

    #[inline]
    fn number(&mut self, slot: u32) -> Step {
        let start = self.at;
        self.at = number::end(self.text, start).map_err(|at| Malformed { at })?;
        self.push(slot, Kind::Number, start, self.at);
        Ok(())
    }

    #[inline]
    fn word(&mut self, word: &[u8], kind: Kind, slot: u32) -> Step {
        if !self.text[self.at..].starts_with(word) {
            return self.fault();
        }
        self.at += word.len();
        self.push(slot, kind, 0, 0);
        Ok(())
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "a longer text is refused at the start")]
    fn push(&mut self, slot: u32, kind: Kind, start: usize, end: usize) {
        if slot != NONE {
            self.found.push(slot, kind, start as u32, end as u32);
        }
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    #[inline]
    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    #[cold]
    fn fault<T>(&self) -> Step<T> {
        Err(Malformed { at: self.at })
    }
}
