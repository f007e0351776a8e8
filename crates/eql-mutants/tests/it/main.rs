//! Mutants as a whole: what they are, that events tell them from the original, and that proofs are true.

mod examples;
mod list;
mod queries;
mod truth;
