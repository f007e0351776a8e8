//! One value of the file on its way to a typed one.

use diagnostics::Span;
use toml::de::DeValue;

use super::{Path, Report};
use crate::Shape;
use crate::diagnostics::WrongType;
use crate::excerpt::excerpt;

/// A TOML value, where it stands and what it is called.
#[derive(Clone, Copy)]
pub(crate) struct Value<'a> {
    /// What TOML read.
    pub(crate) node: &'a DeValue<'a>,
    /// Where it stands.
    pub(crate) span: Span,
    /// What messages call it.
    pub(crate) path: Path<'a>,
    /// Where findings go.
    pub(crate) report: &'a Report<'a>,
}

impl Value<'_> {
    /// Where values are described: says what this one may be, and that there is nothing to read.
    pub(crate) fn describes(&self, shape: impl FnOnce() -> Shape) -> bool {
        let describing = self.report.is_describing();
        if describing {
            self.report.describe(shape());
        }
        describing
    }

    /// What messages call it.
    pub(crate) fn name(&self) -> String {
        excerpt(&self.path.to_string())
    }

    /// Says that the value is not of the type that `expected` names, with its article.
    pub(crate) fn expected<T>(&self, expected: &'static str) -> Option<T> {
        let found = article(self.node);
        self.report.push(&WrongType { span: self.span, key: self.name(), expected, found });
        None
    }
}

/// The type of a value, with its article.
fn article(node: &DeValue<'_>) -> &'static str {
    match node {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a datetime",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
