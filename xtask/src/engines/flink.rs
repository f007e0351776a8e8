//! Flink: every exported rule, events loaded as `load.sql` says.

use super::engine::{Engine, Tool};
use super::home::{Absent, Home};
use super::python::Python;

/// Flink as a Python package of 850 MB; it needs Java.
pub(super) const ENGINE: Engine =
    Engine { name: "flink", backend: "flink", is_large: true, takes_dots: false, start };

fn start(home: &Home) -> Result<Tool, Absent> {
    let python = Python::with(home, ENGINE.name, &["python3", "python"], &["apache-flink==2.3.0"])?;
    Ok(Tool::Runs(Box::new(move |asked| python.answers(include_str!("flink.py"), asked))))
}
