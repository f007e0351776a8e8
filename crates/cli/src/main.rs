//! The `eqlc` binary.
fn main() {}
