//! Kusto: Microsoft's own parser reads every exported KQL query against the tables that the export declares.

use super::engine::{Engine, Tool, complaints};
use super::home::{Absent, Home};
use super::node::Node;

/// The language service of Kusto, which runs no queries.
pub(super) const ENGINE: Engine =
    Engine { name: "kusto", backend: "kql", is_large: false, takes_dots: false, start };

fn start(home: &Home) -> Result<Tool, Absent> {
    let node = Node::with(home, ENGINE.name, "@kusto/language-service-next@12.4.1")?;
    let script = include_str!("kusto.js");
    Ok(Tool::Reads(Box::new(move |exported| complaints(&node.run(script, &[&exported.folder])?))))
}
