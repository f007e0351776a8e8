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

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no JSON object: unexpected at byte {}", self.at)
    }
}

impl std::error::Error for Malformed {}

impl Extractor {
    /// Of these paths, which the fields are asked for by position; a path may occur twice.
    pub fn new(paths: &[FieldPath]) -> Self {
        let mut slot_of = BTreeMap::new();
        let mut distinct = Vec::new();
        let mut slot_of_path = Vec::with_capacity(paths.len());
        for path in paths.iter().map(FieldPath::as_str) {
            let slot = *slot_of.entry(path).or_insert_with(|| {
                distinct.push(path);
                u32::try_from(distinct.len() - 1).unwrap_or(u32::MAX)
            });
            slot_of_path.push(slot);
        }
        Self { trie: Trie::new(distinct.iter().copied()), slot_of_path, slots: distinct.len() }
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
        let utf8 =
            std::str::from_utf8(text).map_err(|error| Malformed { at: error.valid_up_to() })?;
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
        Walk { trie: &self.trie, found }.document(document);
        self.fields("", slots)
    }

    fn fields<'a>(&'a self, text: &'a str, slots: &'a Slots) -> Fields<'a> {
        // Pieces of UTF-8 and whole characters are UTF-8.
        let arena = std::str::from_utf8(&slots.found.arena).unwrap_or_default();
        Fields { slot_of_path: &self.slot_of_path, text, arena, found: &slots.found }
    }
}
