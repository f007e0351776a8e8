//! What backends say of themselves, and what they do.

#![expect(clippy::unwrap_used, reason = "what cannot be unwrapped here fails the test")]
#![expect(clippy::disallowed_methods, reason = "tests read their case files")]

mod elastic;
mod matrix;
mod queries;
mod scan;
mod sigma;
mod texts;
