//! Bytes to events, one file per format.
