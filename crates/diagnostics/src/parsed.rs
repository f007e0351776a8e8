//! What parsing and lowering return: a tree always, and what is wrong with it.

use crate::{Diagnostic, Severity};

/// A tree and all findings about it. There is a tree for every input.
#[derive(Clone, PartialEq, Debug)]
pub struct Parsed<T> {
    /// The tree; holes where the text made no sense.
    pub tree: T,
    /// All findings, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Parsed<T> {
    /// Whether some finding is an error, so that the tree must not be used further.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The tree where there is no error, else the findings.
    pub fn into_result(self) -> Result<T, Vec<Diagnostic>> {
        if self.has_errors() { Err(self.diagnostics) } else { Ok(self.tree) }
    }
}
