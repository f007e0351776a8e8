//! chDB, which is ClickHouse as a library: every exported rule, events loaded as `load.sql` says.

use super::engine::{Engine, Tool};
use super::home::{Absent, Home};
use super::python::Python;

/// chDB as a Python package of 900 MB.
pub(super) const ENGINE: Engine =
    Engine { name: "chdb", backend: "clickhouse", is_large: true, takes_dots: false, start };

fn start(home: &Home) -> Result<Tool, Absent> {
    let python = Python::with(home, ENGINE.name, &["python3", "python"], &["chdb==4.4.0"])?;
    Ok(Tool::Runs(Box::new(move |asked| python.answers(include_str!("chdb.py"), asked))))
}
