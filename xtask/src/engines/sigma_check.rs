//! `sigma check`: the rules as Sigma's own library reads them, and what its validators say.

use super::engine::{Engine, Tool, complaints};
use super::home::{Absent, Home};
use super::python::Python;

/// pySigma, the library under `sigma check`.
pub(super) const ENGINE: Engine =
    Engine { name: "sigma-check", backend: "sigma", is_large: false, takes_dots: false, start };

fn start(home: &Home) -> Result<Tool, Absent> {
    let packages = ["pysigma==1.5.1"];
    let python = Python::with(home, ENGINE.name, &["python3", "python"], &packages)?;
    let script = include_str!("sigma_check.py");
    Ok(Tool::Reads(Box::new(move |exported| complaints(&python.run(script, &[&exported.folder])?))))
}
