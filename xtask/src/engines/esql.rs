//! ES|QL: Elastic's offline checker reads every exported query. It is called and never copied: its licence is Elastic-2.0.

use super::engine::{Engine, Tool, complaints};
use super::home::{Absent, Home};
use super::python::Python;

/// The checker of Elastic's own rule repository, which runs no queries.
pub(super) const ENGINE: Engine =
    Engine { name: "esql", backend: "esql", is_large: false, takes_dots: false, start };

/// It needs one of these.
const PYTHON: [&str; 4] = ["python3.14", "python3.13", "python3.12", "python3"];

fn start(home: &Home) -> Result<Tool, Absent> {
    let python = Python::with(home, ENGINE.name, &PYTHON, &["detection-rules-esql-py==0.1.0"])?;
    let script = include_str!("esql.py");
    Ok(Tool::Reads(Box::new(move |exported| complaints(&python.run(script, &[&exported.folder])?))))
}
