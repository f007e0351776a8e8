//! Tests over many texts at once: properties, limits, and rules from elsewhere.

mod limits;
mod pages;
mod properties;
mod queries;
mod shared;
mod spans;
