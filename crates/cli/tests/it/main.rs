//! The built `eqlc` as other people's scripts see it: exit codes, lines, messages, hostile input.
//!
//! `run` and `folder` are the tools; every other module is one idea.

#![expect(clippy::unwrap_used, reason = "what cannot be unwrapped here fails the test")]

mod backtest;
mod bench;
mod bench_profile;
mod check_formats;
mod check_policy;
mod closed_pipe;
mod colours;
mod dialect;
mod diff;
mod dump;
mod event_limits;
mod exit_codes;
mod explain;
mod export;
mod field_options;
mod fixtures;
mod folder;
mod generate;
mod help;
mod hostile_events;
mod hostile_paths;
mod hostile_queries;
mod hostile_rules;
mod import;
mod inputs;
mod loudness;
mod manual;
mod mapping;
mod missing_events;
mod mutation;
mod ordering;
mod outputs;
mod packs;
mod query_lines;
#[cfg(unix)]
mod readme;
mod replay;
mod report_page;
mod result_limits;
mod rule_selection;
mod rule_text;
mod run;
mod scan_lines;
mod schema_folder;
mod shared;
mod sorted;
mod summary;
mod writing;
