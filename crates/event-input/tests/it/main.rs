//! Inputs as a user has them: good ones, odd ones, broken ones.

mod array;
mod compression;
mod damaged_logs;
mod detection;
mod lines;
mod shared_goldens;
mod shared_logs;
mod shared_shapes;
mod support;
mod windows;
