//! The dotted name of a field.

use std::fmt;

/// A flat dotted path such as `process.parent.name` (spec 4.1).
///
/// Nested objects and dotted keys are the same field, so a path has no segments of its own.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FieldPath(Box<str>);

impl FieldPath {
    /// The path with this dotted name.
    pub fn new(dotted: &str) -> Self {
        Self(dotted.into())
    }

    /// The dotted name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
