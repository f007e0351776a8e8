//! The backends: one file each, one line here.

mod clickhouse;
mod duckdb;
mod esql;
mod fleet;
mod kibana;
mod kql;
mod navigator;
mod sigma;
mod spark;
mod splunk;

use crate::Backend;

pub(crate) use kql::FieldMap as KqlMap;
pub(crate) use sigma::FieldMap as SigmaMap;
pub(crate) use splunk::FieldMap as SplunkMap;

/// Every backend, by name.
pub static BACKENDS: &[&dyn Backend] = &[
    &clickhouse::Clickhouse,
    &duckdb::Duckdb,
    &esql::Esql,
    fleet::FLEET,
    kibana::KIBANA,
    &kql::Kql,
    navigator::NAVIGATOR,
    &sigma::Sigma,
    &spark::Spark,
    &splunk::Splunk,
];

/// The backend of a name.
pub fn backend(name: &str) -> Option<&'static dyn Backend> {
    BACKENDS.iter().copied().find(|backend| backend.name() == name)
}
