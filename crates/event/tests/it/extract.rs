//! Extraction agrees with the reader of documents: on what is JSON, and on every value.

mod generated;
mod nasty;
mod shared;
mod spelled;
mod twin;
