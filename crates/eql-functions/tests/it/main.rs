//! Properties of the whole crate, and tests against sets of cases.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod arithmetic;
mod examples;
mod expression;
mod folding;
mod lucene_twin;
mod naive_regex;
mod regex;
mod shared;
mod wildcard;
