//! What can be wrong with a file of rules: one file each.
//!
//! The examples of the pages are files that go into an empty folder.

mod bad_line;
mod changed_value;
mod duplicate_line;
mod incomplete;
mod lost_value;
mod no_dates;
mod unknown_key;
mod unknown_line;

use ::diagnostics::{Diagnose, Page};

pub(super) use bad_line::BadLine;
pub(super) use changed_value::ChangedValue;
pub(super) use duplicate_line::DuplicateLine;
pub(super) use incomplete::Incomplete;
pub(super) use lost_value::LostValue;
pub(super) use no_dates::NoDates;
pub(super) use unknown_key::UnknownKey;
pub(super) use unknown_line::UnknownLine;

/// The pages of the findings about imports, by id.
pub static CATALOGUE: &[Page] = &[
    BadLine::PAGE,
    ChangedValue::PAGE,
    DuplicateLine::PAGE,
    Incomplete::PAGE,
    LostValue::PAGE,
    NoDates::PAGE,
    UnknownKey::PAGE,
    UnknownLine::PAGE,
];
