//! The repository's own jobs, one module per verb of `cargo xtask`.
//!
//! Job: keep the checkout in the shape that the house style asks for, and write its generated files.
//! Input: the folder of a checkout. Output: lines for people and a `Verdict`, or a `Failure` where a job could not
//! be done. A verb is a module with `Args` (what clap parses) and `run(&Args, root, out)`.
//!
//! It knows nothing of EQL: what rules and events mean is the crate `harness`.
//!
//! ```
//! use xtask::{Tree, tidy};
//! let tree = Tree::of(&[("crates/matcher/src/utils.rs", "//! Odds and ends.\n")]);
//! let findings = tidy::check_files(&tree);
//! assert!(findings.iter().any(|finding| finding.to_string().starts_with("crates/matcher/src/utils.rs:1: ")));
//! ```

pub mod bench;
pub mod codegen;
pub mod conformance;
mod disk;
pub mod engines;
mod environment;
mod failure;
mod finding;
pub mod fixtures;
pub mod fuzz;
mod layers;
mod manifest;
mod rust_code;
mod step;
pub mod tidy;
mod tree;
pub mod validate;
mod verdict;
pub mod verify;

use std::path::PathBuf;

pub use failure::Failure;
pub use finding::Finding;
pub use layers::{LAYERS, Layer};
pub use step::Step;
pub use tree::{File, Tree};
pub use verdict::Verdict;

/// The checkout that this binary was built from.
pub fn repository() -> PathBuf {
    let xtask = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().map_or_else(|| xtask.clone(), PathBuf::from)
}
