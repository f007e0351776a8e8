//! What the harness promises, on whole rules and events.

#![expect(clippy::unwrap_used, reason = "what cannot be unwrapped here fails the test")]
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what a run skipped or showed is told"
)]
#![expect(clippy::disallowed_methods, reason = "`RUN_SLOW_TESTS` is read here")]

mod agreement;
mod bounded_state;
mod cost;
mod diff;
mod endpoint;
mod fixtures;
mod format;
mod generate;
mod import;
mod lanes;
mod mutation;
mod packs;
mod policy_pages;
mod reasons;
mod replay;
mod stalls;
mod suite;
