//! The solver from outside.
