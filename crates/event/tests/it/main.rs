//! The crate's integration tests.

mod extract;
