//! Rules as other engines run them, with everything that is lost on the way.
//!
//! Job: write rules for an engine that is not ours, and say of each whether the engine will find the same. Input: rule
//! files with their lowered queries, and the name of a backend. Output: the files of a pack, and for each rule an
//! outcome: exact, lossy or refused, with a place in the query for everything that the engine cannot hold.
//!
//! It runs no engine and reads no files: whether what it writes finds the same is for `xtask engines` to find out.
//!
//! ```
//! use rule_export::{BACKENDS, backend};
//! assert!(BACKENDS.iter().all(|known| backend(known.name()).is_some()));
//! ```

mod backend;
mod backends;
pub mod condition;
mod construct;
pub mod diagnostics;
mod export;
mod field_map;
mod instead;
pub mod kibana;
mod loss;
mod patterns;
pub mod python;
pub mod regex;
mod rule;
mod seen;
mod sql;
mod substring;
mod uses;

pub use backend::{
    Backend, Checked, File, FixtureStatus, KibanaOptions, Layout, Names, NavigatorOptions, Options,
    Rendered, Setting, Support,
};
pub use backends::{BACKENDS, backend};
pub use construct::{Construct, Probe};
pub use export::{Export, Outcome, Verdict, export};
pub use field_map::{FieldMap, FieldMapError};
pub use loss::{Differs, Loss, LossKind};
pub use rule::{Eql, Rule};
pub use seen::{How, Seen};
pub use uses::{Use, uses};
