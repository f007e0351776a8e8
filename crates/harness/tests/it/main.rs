//! What the harness promises, on whole rules and events.

mod agreement;
mod bounded_state;
mod fixtures;
mod suite;
