//! The paths of a set of fields, ready to be read.

use std::collections::BTreeMap;
use std::fmt;

use super::parsed::Walk;
use super::reader::Reader;
use super::slots::{Fields, Slots};
use super::trie::Trie;
use crate::{Document, FieldPath};

/// The paths of a set of fields, ready to be read from JSON text in one pass, without a document.
///
/// ```
/// use event::{Extractor, FieldPath, Scalar, Slots};
/// let extractor = Extractor::new(&["process.name", "process.pid"].map(FieldPath::new));
/// let mut slots = Slots::new();
/// let fields = extractor.read(br#"{"process": {"name": ["a", "b"]}, "process.pid": 7}"#, &mut slots).unwrap();
/// assert_eq!(fields.of(0).collect::<Vec<_>>(), [Scalar::Text("a"), Scalar::Text("b")]);
/// assert_eq!(fields.of(1).collect::<Vec<_>>(), [Scalar::Number("7")]);
/// ```
#[derive(Debug)]
pub struct Extractor {
    trie: Trie,
    /// Paths for which the trie, which knows each run of segments, has no room; with their slots.
    long: Vec<(u32, FieldPath)>,
    /// A path that is asked for twice has one slot.
    slot_of_path: Vec<u32>,
    slots: usize,
}

/// The text is not one JSON object that the reader of documents takes, or it is 4 GiB or longer; reading it as
/// a [`Document`] gives the message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Malformed {
    /// Where the fault was seen, in bytes from the start.
    pub at: usize,
}

impl Malformed {
    #[cold]
    fn not_utf8(text: &[u8]) -> Self {
        Self { at: std::str::from_utf8(text).err().map_or(0, |error| error.valid_up_to()) }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no JSON object: unexpected at byte {}", self.at)
    }
}

impl std::error::Error for Malformed {}

/// The most bytes of keys that a trie may know: fifty times what a thousand rules ask for.
const MAX_KEY_BYTES: usize = 32 << 20;

/// How many bytes the runs of segments of a path have, at most.
fn key_bytes_of(path: &FieldPath) -> usize {
    let segments = path.as_str().split('.').count();
    (segments * (segments + 1) / 2).saturating_mul(path.as_str().len() + 1)
}

impl Extractor {
    /// Of these paths, which the fields are asked for by position; a path may occur twice.
    pub fn new(paths: &[FieldPath]) -> Self {
        let mut slot_of = BTreeMap::new();
        let mut distinct = Vec::new();
        let mut slot_of_path = Vec::with_capacity(paths.len());
        for path in paths {
            let slot = *slot_of.entry(path.as_str()).or_insert_with(|| {
                distinct.push(path);
                u32::try_from(distinct.len() - 1).unwrap_or(u32::MAX)
            });
            slot_of_path.push(slot);
        }
        let slots = distinct.len();
        let mut room = MAX_KEY_BYTES;
        let (short, long): (Vec<_>, Vec<_>) = (0..).zip(distinct).partition(|(_, path)| {
            let fits = key_bytes_of(path) <= room;
            room -= if fits { key_bytes_of(path) } else { 0 };
            fits
        });
        let trie = Trie::new(short.into_iter().map(|(slot, path)| (slot, path.as_str())));
        let long = long.into_iter().map(|(slot, path)| (slot, path.clone())).collect();
        Self { trie, long, slot_of_path, slots }
    }

    /// Reads one JSON object, as strictly as a [`Document`] is read from it: both take the same texts and give
    /// the same values. The slots are reused: nothing is allocated once they have grown.
    pub fn read<'a>(
        &'a self,
        text: &'a [u8],
        slots: &'a mut Slots,
    ) -> Result<Fields<'a>, Malformed> {
        if u32::try_from(text.len()).is_err() {
            return Err(Malformed { at: u32::MAX as usize });
        }
        if !self.long.is_empty() {
            return self.read_whole(text, slots);
        }
        let utf8 = simdutf8::basic::from_utf8(text).map_err(|_| Malformed::not_utf8(text))?;
        let Slots { marks, found } = slots;
        found.start(self.slots);
        marks.mark(text);
        Reader::new(&self.trie, text, marks, found).document()?;
        Ok(self.fields(utf8, slots))
    }

    /// The same fields of a document that is parsed already; its texts are copied.
    pub fn read_document<'a>(&'a self, document: &Document, slots: &'a mut Slots) -> Fields<'a> {
        let found = &mut slots.found;
        found.start(self.slots);
        let mut walk = Walk { trie: &self.trie, found };
        walk.document(document);
        for (slot, path) in &self.long {
            document.values(path).iter().for_each(|value| walk.scalar(*slot, value));
        }
        self.fields("", slots)
    }

    /// Reads a document and of it the fields: slow, and the same.
    fn read_whole<'a>(
        &'a self,
        text: &'a [u8],
        slots: &'a mut Slots,
    ) -> Result<Fields<'a>, Malformed> {
        let document = serde_json::from_slice(text).map_err(|_| Malformed { at: 0 })?;
        Ok(self.read_document(&document, slots))
    }

    fn fields<'a>(&'a self, text: &'a str, slots: &'a Slots) -> Fields<'a> {
        // Pieces of UTF-8 and whole characters are UTF-8.
        let arena = simdutf8::basic::from_utf8(&slots.found.arena).unwrap_or_default();
        Fields { slot_of_path: &self.slot_of_path, text, arena, found: &slots.found }
    }
}
