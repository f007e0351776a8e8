//! What backends say of themselves, and what they do.

mod matrix;
mod scan;
mod texts;
