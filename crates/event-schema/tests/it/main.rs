//! What the embedded catalogue and its layers say about fields.

#![expect(clippy::unwrap_used, reason = "what cannot be unwrapped here fails the test")]

mod ecs;
mod layers;
mod library;
mod shared;
