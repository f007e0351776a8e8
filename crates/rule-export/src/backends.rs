//! The backends: one file each, one line here.

mod clickhouse;
mod duckdb;
mod kql;
mod sigma;
mod spark;

use crate::Backend;

/// Every backend, by name.
pub static BACKENDS: &[&dyn Backend] =
    &[&clickhouse::Clickhouse, &duckdb::Duckdb, &kql::Kql, &sigma::Sigma, &spark::Spark];

/// The backend of a name.
pub fn backend(name: &str) -> Option<&'static dyn Backend> {
    BACKENDS.iter().copied().find(|backend| backend.name() == name)
}
