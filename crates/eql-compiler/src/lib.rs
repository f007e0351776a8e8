//! Typed queries to one program.
