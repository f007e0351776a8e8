//! The values of a set of fields, straight from JSON text.
//!
//! One pass notes where the quotes and backslashes are (`marks`), a second walks the text from value to value
//! (`reader`), with a trie that knows which keys lead to wanted fields.

mod escape;
mod extractor;
mod marks;
mod number;
mod parsed;
mod reader;
mod scalar;
mod slots;
mod trie;

pub use extractor::{Extractor, Malformed};
pub use scalar::Scalar;
pub use slots::{Fields, Scalars, Slots};
