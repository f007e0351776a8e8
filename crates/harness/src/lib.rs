//! Load, check, scan, fixtures, measure: what the commands do.
//!
//! Job: put the crates below together into whole jobs. Input: paths of rules and of events, and options. Output:
//! findings, matches and reports, as values and as the lines that other people's tools read.
//!
//! It does not read the command line, write to the terminal, or decide exit codes.
//!
//! ```
//! use harness::{QuerySource, event_input, query};
//! let compiled = QuerySource::new("process where process.name : \"CMD.exe\"").compile().unwrap();
//! let events = r#"{"event.category": "process", "process.name": "cmd.exe"}"#;
//! let options = event_input::Options::default();
//! let reader = event_input::from_reader("events", 0, Box::new(events.as_bytes()), &options).unwrap();
//! let mut lines = Vec::new();
//! query::run(&compiled, vec![reader], &harness::scan::Options::default(), &mut |line| lines.push(line)).unwrap();
//! assert_eq!(lines.len(), 1);
//! ```

pub mod backtest;
pub mod catalogue;
pub mod check;
pub mod cost;
pub mod coverage;
pub mod diff;
pub mod explain;
pub mod export;
pub mod fixtures;
pub mod format;
pub mod generate;
pub mod generator;
pub mod html;
pub mod import;
pub mod io;
pub mod json_schema;
mod load;
pub mod lock;
pub mod made;
pub mod mapping;
pub mod mutation;
mod ordering;
mod overwrite;
pub mod pack_file;
pub mod query;
mod read;
pub mod reasons;
pub mod replay;
pub mod report;
pub mod scaffold;
pub mod scan;
pub mod schemas;
pub mod summary;
mod syntax;

pub use diagnostics;
pub use eql_syntax::Dialect;
pub use event;
pub use event_input;
pub use event_schema;
pub use load::{
    CompiledQuery, LoadOptions, OtherRule, QueryError, QuerySource, Rule, RuleSet, load,
};
pub use matcher;
pub use pack;
pub use rule_export;
pub use syntax::{fold, syntax_errors};
