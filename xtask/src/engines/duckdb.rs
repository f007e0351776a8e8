//! DuckDB: every exported rule, events loaded as `load.sql` says.

use super::engine::{Engine, Tool};
use super::home::{Absent, Home};
use super::python::Python;

/// DuckDB as a Python package.
pub(super) const ENGINE: Engine =
    Engine { name: "duckdb", backend: "duckdb", is_large: false, takes_dots: true, start };

fn start(home: &Home) -> Result<Tool, Absent> {
    let python = Python::with(home, "duckdb", &["python3", "python"], &["duckdb==2.0.0"])?;
    Ok(Tool::Runs(Box::new(move |asked| python.answers(include_str!("duckdb.py"), asked))))
}
