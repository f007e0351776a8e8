//! One JSON array of documents, cut element by element: the array is never held as a whole.

use event::Document;

use super::{Documents, Input};
use crate::document;
use crate::scanner::{Scanner, Stop};
use crate::source::{Source, is_space};

/// Recognised by `[` as the first byte.
pub(crate) static INPUT: Input = Input {
    recognises: |head| head.starts_with(b"["),
    open: |source, limit| Box::new(JsonArray { source, limit, place: Place::Before }),
    is_windows: false,
};

struct JsonArray {
    source: Source,
    limit: usize,
    place: Place,
}

/// Where in the array the next byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Before,
    First,
    AfterElement,
    AfterComma,
    Behind,
    Done,
}

impl Documents for JsonArray {
    fn next_document(&mut self) -> Option<Result<Document, String>> {
        loop {
            if self.place == Place::Done {
                return None;
            }
            let Some(byte) = self.source.skip_space() else { return self.end() };
            match (self.place, byte) {
                (Place::Before, _) => self.step(Place::First),
                (Place::First | Place::AfterElement, b']') => self.step(Place::Behind),
                (Place::AfterElement, b',') => self.step(Place::AfterComma),
                (Place::AfterComma, b']') => {
                    self.step(Place::Behind);
                    return Some(
                        Err("not JSON: a comma stands before the end of the array".into()),
                    );
                }
                (Place::First | Place::AfterComma, b',') => {
                    return Some(Err(self.give_up("expected an element of the array, found `,`")));
                }
                (Place::First | Place::AfterComma, _) => return Some(self.element(byte)),
                (Place::AfterElement, _) => {
                    return Some(Err(self.give_up("expected `,` or `]` after an element")));
                }
                (Place::Behind, _) => {
                    return Some(Err(self.give_up("text after the end of the array")));
                }
                (Place::Done, _) => return None,
            }
        }
    }
}

impl JsonArray {
    fn step(&mut self, place: Place) {
        self.source.consume(1);
        self.place = place;
    }

    /// Nothing behind this point can be trusted to be an element.
    fn give_up(&mut self, reason: &str) -> String {
        self.place = Place::Done;
        format!("not JSON: {reason}; the rest of the input is left out")
    }

    fn end(&mut self) -> Option<Result<Document, String>> {
        let is_closed = self.place == Place::Behind;
        self.place = Place::Done;
        if let Some(failure) = self.source.take_failure() {
            return Some(Err(failure));
        }
        (!is_closed).then(|| Err("not JSON: the array is not closed".to_owned()))
    }

    fn element(&mut self, first: u8) -> Result<Document, String> {
        self.place = Place::AfterElement;
        match self.find_end(first) {
            Some(end) => {
                let parsed = document::parse(&self.source.data()[..end]);
                self.source.consume(end);
                parsed
            }
            None if self.source.data().len() > self.limit => self.skip(first),
            None => {
                self.source.consume_all();
                self.place = Place::Done;
                let failure = self.source.take_failure();
                Err(failure
                    .unwrap_or_else(|| "not JSON: the input ends inside an element".to_owned()))
            }
        }
    }

    /// How long the element is; `None` where it is not over at the limit or at the end of the input.
    fn find_end(&mut self, first: u8) -> Option<usize> {
        let mut ending = Ending::of(first);
        let mut scanned = 0;
        loop {
            let window = self.source.data().len().min(self.limit);
            if let Some(end) = ending.find(&self.source.data()[scanned..window]) {
                return Some(scanned + end);
            }
            scanned = window;
            if self.source.data().len() > self.limit || !self.source.fill() {
                return None;
            }
        }
    }

    /// Passes over an element that is too long, without keeping it.
    fn skip(&mut self, first: u8) -> Result<Document, String> {
        let mut ending = Ending::of(first);
        while self.source.peek().is_some() {
            if let Some(end) = ending.find(self.source.data()) {
                self.source.consume(end);
                break;
            }
            self.source.consume_all();
        }
        Err(document::too_long(self.limit))
    }
}

/// What ends an element.
enum Ending {
    /// Its own closing bracket or quote.
    Closed(Scanner),
    /// What comes after a number or a word.
    Delimiter,
}

impl Ending {
    fn of(first: u8) -> Self {
        let is_closed = matches!(first, b'{' | b'[' | b'"');
        if is_closed { Self::Closed(Scanner::default()) } else { Self::Delimiter }
    }

    fn find(&mut self, bytes: &[u8]) -> Option<usize> {
        match self {
            Self::Closed(scanner) => scanner.find_end(bytes),
            Self::Delimiter => {
                bytes.iter().position(|byte| is_space(*byte) || matches!(byte, b',' | b']'))
            }
        }
    }
}

impl Scanner {
    /// The end of the value, line breaks passed over.
    fn find_end(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut scanned = 0;
        loop {
            match self.scan(&bytes[scanned..])? {
                (end, Stop::Closed) => return Some(scanned + end),
                (line_break, Stop::LineBreak | Stop::LineBreakInString) => scanned += line_break,
            }
        }
    }
}
