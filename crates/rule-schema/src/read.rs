//! Typed reading of a TOML table, with a finding for everything that does not fit.
//!
//! A [`Reader`] reads one table. Each call names a key and says with a function what its value must be:
//! `table.required("name", text::name)`. The functions come from [`scalar`], [`text`], [`list`] and [`table`].
//! A key that no call named is unknown.

pub(crate) mod list;
mod path;
mod pattern;
mod reader;
mod report;
pub(crate) mod scalar;
pub(crate) mod table;
pub(crate) mod text;
mod value;
pub(crate) mod word;

pub(crate) use path::Path;
pub(crate) use reader::Reader;
pub(crate) use report::Report;
pub(crate) use value::Value;

use diagnostics::Span;
use toml::Spanned;

/// The place of a TOML value or key.
pub(crate) fn span_of<T>(value: &Spanned<T>) -> Span {
    let range = value.span();
    Span::new(range.start, range.end)
}
