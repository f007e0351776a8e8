//! What became of fixtures, for people and for programs: one file a format.

mod human;
mod json;
mod junit;

pub use human::{blessed, coverage, human, summary};
pub use json::json;
pub use junit::junit;
