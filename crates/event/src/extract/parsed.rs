//! The same fields of a document that is parsed already.

use std::fmt::Display;
use std::io::Write;

use super::slots::{Found, Kind};
use super::trie::{NONE, Place, ROOT, Trie};
use crate::{Document, Json, Value};

/// Walks a document with the trie.
#[derive(Debug)]
pub(super) struct Walk<'w> {
    pub(super) trie: &'w Trie,
    pub(super) found: &'w mut Found,
}

impl Walk<'_> {
    /// Notes what the document has at the paths of the trie.
    pub(super) fn document(&mut self, document: &Document) {
        self.object(document, ROOT);
    }

    fn object(&mut self, document: &Document, node: u32) {
        for (key, value) in document.entries() {
            let place = self.trie.find(node, key.as_bytes(), 0, key.len());
            if place != Place::UNWANTED {
                self.value(value, place);
            }
        }
    }

    fn value(&mut self, value: &Json, place: Place) {
        match value {
            Json::Array(items) => items.iter().for_each(|item| self.value(item, place)),
            Json::Object(document) if place.node != NONE => self.object(document, place.node),
            Json::Object(_) => {}
            Json::Null => self.found.push(place.slot, Kind::Null, 0, 0),
            Json::Bool(false) => self.found.push(place.slot, Kind::False, 0, 0),
            Json::Bool(true) => self.found.push(place.slot, Kind::True, 0, 0),
            Json::Int(number) => self.write(place.slot, number),
            Json::UInt(number) => self.write(place.slot, number),
            Json::Float(number) => self.float(place.slot, *number),
            Json::Str(text) => self.copy(place.slot, text),
        }
    }

    /// Notes one scalar of a path that the trie does not know.
    pub(super) fn scalar(&mut self, slot: u32, value: &Value<'_>) {
        self.value(&Json::from(value), Place { slot, node: NONE });
    }

    fn float(&mut self, slot: u32, number: f64) {
        let bits = number.to_bits();
        #[expect(clippy::cast_possible_truncation, reason = "the two halves")]
        self.found.push(slot, Kind::Float, (bits >> 32) as u32, bits as u32);
    }

    fn write(&mut self, slot: u32, number: impl Display) {
        let start = self.found.arena.len();
        // Writing to memory does not fail.
        drop(write!(self.found.arena, "{number}"));
        self.push(slot, Kind::Written, start);
    }

    fn copy(&mut self, slot: u32, text: &str) {
        let start = self.found.arena.len();
        self.found.arena.extend_from_slice(text.as_bytes());
        self.push(slot, Kind::Decoded, start);
    }

    /// What the arena has from this position on.
    fn push(&mut self, slot: u32, kind: Kind, start: usize) {
        self.found.push(slot, kind, position(start), position(self.found.arena.len()));
    }
}

/// A position in the arena; beyond 4 GiB there is nothing to see.
fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
