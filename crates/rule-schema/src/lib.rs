//! The rule TOML file with a span for every value.
