//! Rule packs: from rules to the file that runs without them, and back to programs and queries.

mod contents;
mod open;
mod output;
mod show;
mod types;

pub use contents::{Duplicate, contents};
pub use open::{PackProblem, is_pack, open, read, read_signing_key, read_verifying_key};
pub use output::check_output;
pub use show::{json, text};
pub use types::lower;
