//! What the embedded catalogue and its layers say about fields.

mod ecs;
mod layers;
mod library;
mod shared;
