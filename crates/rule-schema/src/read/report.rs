//! Where readers put their findings.

use std::cell::{Cell, RefCell};

use diagnostics::{Diagnose, Diagnostic};

use crate::Shape;

/// The findings so far, and the text they are about.
pub(crate) struct Report<'a> {
    text: &'a str,
    broken: bool,
    found: RefCell<Vec<Diagnostic>>,
    /// Whether values are to be described rather than read.
    describing: Cell<bool>,
    /// What the last one that was described may be.
    shape: RefCell<Option<Shape>>,
}

impl<'a> Report<'a> {
    /// No findings yet about `text`, of which parts are lost if it is `broken`.
    pub(crate) fn new(text: &'a str, broken: bool) -> Self {
        let (found, describing, shape) = (RefCell::default(), Cell::new(false), RefCell::default());
        Self { text, broken, found, describing, shape }
    }

    /// A report on no text, of readers that describe what they would read.
    pub(crate) fn describing() -> Self {
        let report = Self::new("", false);
        report.describing.set(true);
        report
    }

    /// Whether values are to be described rather than read.
    pub(crate) fn is_describing(&self) -> bool {
        self.describing.get()
    }

    /// Reads as usual for a while.
    pub(crate) fn reading<T>(&self, read: impl FnOnce() -> T) -> T {
        let before = self.describing.replace(false);
        let value = read();
        self.describing.set(before);
        value
    }

    /// Says what the value may be.
    pub(crate) fn describe(&self, shape: Shape) {
        *self.shape.borrow_mut() = Some(shape);
    }

    /// What the last value may be; anything if nobody has said.
    pub(crate) fn take_shape(&self) -> Shape {
        self.shape.borrow_mut().take().unwrap_or(Shape::Any)
    }

    /// Whether parts of the text are lost, so that nothing can be called missing.
    pub(crate) fn is_broken(&self) -> bool {
        self.broken
    }

    /// The text of the whole file.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// One more finding.
    pub(crate) fn push(&self, finding: &impl Diagnose) {
        self.found.borrow_mut().push(finding.diagnostic());
    }

    /// All findings, in the order of reading.
    pub(crate) fn into_findings(self) -> Vec<Diagnostic> {
        self.found.into_inner()
    }
}
