//! What backends say of themselves, and what they do.

mod matrix;
mod sigma;
