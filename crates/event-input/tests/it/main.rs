//! Inputs as a user has them: good ones, odd ones, broken ones.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod array;
mod blocks;
mod compression;
mod damaged_logs;
mod detection;
mod lines;
mod shared_goldens;
mod shared_logs;
mod shared_shapes;
mod support;
mod windows;
