//! Load, check, scan, fixtures, measure: what the commands do.
