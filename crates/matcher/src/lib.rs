//! Runs a program over events.
