//! A string, or a list of strings, where the format takes either.

use diagnostics::Span;

use crate::{List, Spanned};

/// `"one"` or `["one", "two"]`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OneOrMany {
    /// A lone string.
    One(Spanned<String>),
    /// A list of strings, which may be empty.
    Many(List<String>),
}

impl OneOrMany {
    /// The strings, in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, Spanned<String>> {
        match self {
            Self::One(text) => std::slice::from_ref(text).iter(),
            Self::Many(list) => list.value.iter(),
        }
    }

    /// The place of the whole value.
    pub fn span(&self) -> Span {
        match self {
            Self::One(text) => text.span,
            Self::Many(list) => list.span,
        }
    }
}

impl<'a> IntoIterator for &'a OneOrMany {
    type Item = &'a Spanned<String>;
    type IntoIter = std::slice::Iter<'a, Spanned<String>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
