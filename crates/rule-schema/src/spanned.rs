//! A value with its place in the file.

use std::ops::Deref;

use diagnostics::Span;

/// A value and the bytes it stands in: a string with its quotes, a list with its brackets. A table that a
/// header opens has the bytes of the header; one that dotted keys make has the bytes of the key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the file.
    pub span: Span,
}

/// A list: its own place, and the place of each element.
pub type List<T> = Spanned<Vec<Spanned<T>>>;

/// The entries of a table whose keys the format does not fix, in the order of the file.
pub type Entries<T> = Vec<Entry<T>>;

/// One key of a table whose keys the format does not fix.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry<T> {
    /// The key without quotes; its place is that of the key as written.
    pub key: Spanned<String>,
    /// What it holds.
    pub value: Spanned<T>,
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<'a, T> IntoIterator for &'a Spanned<Vec<T>> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.value.iter()
    }
}
