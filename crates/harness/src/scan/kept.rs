//! An event that is part of a match, or may become one.

use std::sync::Arc;

use event::{Document, Event};
use serde_json::value::RawValue;

use super::EventOutput;

/// Which event it is, and its document where that will be written. Cheap to clone, and without a document two words.
#[derive(Clone, Debug)]
pub struct Kept(Form);

#[derive(Clone, Debug)]
enum Form {
    Place { source: u32, record: u64 },
    Whole(Arc<Whole>),
}

#[derive(Debug)]
struct Whole {
    source: u32,
    record: u64,
    document: Box<RawValue>,
}

impl Kept {
    /// The event at this record of this input.
    pub(super) fn new((source, record): (u32, u64), document: Option<Box<RawValue>>) -> Self {
        Self(match document {
            None => Form::Place { source, record },
            Some(document) => Form::Whole(Arc::new(Whole { source, record, document })),
        })
    }

    /// As much of an event as is written.
    pub(crate) fn of(event: &Event, output: EventOutput) -> Self {
        Self::new((event.source, event.record), written(&event.document, output))
    }

    /// Which input.
    pub fn source(&self) -> u32 {
        self.place().0
    }

    /// The position of the document in it, from 1.
    pub fn record(&self) -> u64 {
        self.place().1
    }

    /// The document, where it will be written.
    pub fn document(&self) -> Option<&RawValue> {
        if let Form::Whole(whole) = &self.0 { Some(&whole.document) } else { None }
    }

    /// Orders events of one run by input and record.
    pub(super) fn place(&self) -> (u32, u64) {
        match &self.0 {
            Form::Place { source, record } => (*source, *record),
            Form::Whole(whole) => (whole.source, whole.record),
        }
    }

    /// Roughly the memory that it takes beside itself; clones share it.
    pub(super) fn heap_bytes(&self) -> u64 {
        self.document().map_or(0, |document| (size_of::<Whole>() + document.get().len()) as u64)
    }
}

/// A document as it is written; `None` where it is not.
pub(super) fn written(document: &Document, output: EventOutput) -> Option<Box<RawValue>> {
    let full = output == EventOutput::Full;
    // A document of texts, numbers and lists always has a JSON form.
    full.then(|| serde_json::value::to_raw_value(document).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_takes_two_words() {
        assert_eq!(size_of::<Option<Kept>>(), 16);
        assert_eq!(Kept::new((1, 2), None).heap_bytes(), 0);
    }
}
