//! The formats: one file each, and the list of them.

pub(crate) mod evtx;
pub(crate) mod json_array;
pub(crate) mod ndjson;

use event::Document;

use crate::block::Block;
use crate::source::Source;

/// A format: how it is recognised and read.
pub(crate) struct Input {
    /// Whether an input that starts like this is in this format. It starts with no white space.
    recognises: fn(&[u8]) -> bool,
    /// Starts reading; no document may be longer than the number of bytes.
    pub(crate) open: fn(Source, usize) -> Box<dyn Documents>,
    /// Whether all its documents are raw Windows events.
    pub(crate) is_windows: bool,
}

/// The documents of one input, one by one.
pub(crate) trait Documents: Send {
    /// The next document, or why there is none at its place; `None` after the last.
    fn next_document(&mut self) -> Option<Result<Document, String>>;

    /// The next lines, about `size` bytes of them and no more, where the next document may be one of a line.
    /// Of a live stream, what has come so far.
    fn next_block(&mut self, _size: usize, _is_live: bool) -> Option<Block> {
        None
    }

    /// Goes back to a byte of the last block that was given and not given back.
    fn give_back(&mut self, _block: Block, _offset: usize) {}

    /// Uses the memory of a block again.
    fn recycle(&mut self, _block: Block) {}
}

/// All formats; the first that recognises the input reads it, and the last recognises everything.
static INPUTS: [&Input; 3] = [&evtx::INPUT, &json_array::INPUT, &ndjson::INPUT];

/// The format of an input, by its first bytes.
pub(crate) fn recognise(data: &mut Source) -> &'static Input {
    data.skip_space();
    data.fill_to(evtx::MAGIC.len());
    let found = INPUTS.into_iter().find(|input| (input.recognises)(data.data()));
    found.unwrap_or(&ndjson::INPUT)
}
