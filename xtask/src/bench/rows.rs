//! The rows of the bench, in the order in which users meet what they measure.

mod allocations;
mod load_rules;
mod open_pack;
mod parts;
mod scan;
mod sequence_load;
mod sequence_memory;
mod sigma;
mod sorted_memory;
mod ten_times;
mod two_threads;

use super::figure::Outcome;
use super::workload::Workload;
use crate::Failure;

/// One row: what it is called and how it is measured.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) measure: fn(&Workload) -> Result<Outcome, Failure>,
}

/// Every row.
pub(super) const ROWS: &[Row] = &[
    scan::ROW,
    sigma::ROW,
    ten_times::ROW,
    two_threads::ROW,
    load_rules::ROW,
    open_pack::ROW,
    allocations::ROW,
    sorted_memory::ROW,
    sequence_memory::ROW,
    sequence_load::ROW,
    parts::ROW,
];

/// A million bytes.
const MEGABYTE: f64 = 1e6;
