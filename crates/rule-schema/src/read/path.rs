//! The way from the top of the file to a value: `rule.threat[0].tactic.id`.

use std::fmt::{Display, Formatter, Result};

/// A place in the tree; each step borrows the one above.
#[derive(Clone, Copy)]
pub(crate) struct Path<'a> {
    above: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Element(usize),
}

impl<'a> Path<'a> {
    /// The whole file.
    pub(crate) const ROOT: Path<'static> = Path { above: None, step: Step::Root };

    /// The value of a key of the table here.
    pub(crate) fn key(&'a self, key: &'a str) -> Self {
        Self { above: Some(self), step: Step::Key(key) }
    }

    /// An element of the list here, from 0.
    pub(crate) fn element(&'a self, index: usize) -> Self {
        Self { above: Some(self), step: Step::Element(index) }
    }

    /// Whether this is the whole file.
    pub(crate) fn is_root(&self) -> bool {
        matches!(self.step, Step::Root)
    }
}

impl Display for Path<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        if let Some(above) = self.above {
            above.fmt(out)?;
        }
        match self.step {
            Step::Root => Ok(()),
            Step::Key(key) if self.above.is_none_or(Path::is_root) => out.write_str(key),
            Step::Key(key) => write!(out, ".{key}"),
            Step::Element(index) => write!(out, "[{index}]"),
        }
    }
}
