//! Case discovery, golden files and test bytes for the other crates' tests.
