//! What became of fixtures, for people and for programs: one file a format.

mod html;
mod human;
mod json;
mod junit;

pub use html::html;
pub use human::{blessed, coverage, human, summary};
pub use json::json;
pub use junit::junit;
