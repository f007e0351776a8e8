//! `cargo xtask tidy`: the checkout keeps the house style that no compiler checks.
//!
//! One file per check. Length of functions is clippy's `too_many_lines`, so it is not checked here.

mod crate_graph;
mod crate_table;
mod dependency_reasons;
mod exceptions;
mod file_names;
mod headers;
mod machine_paths;
mod modules;
mod rules_mirror;
mod test_targets;

use std::io::Write;
use std::path::Path;

use crate::{Failure, Finding, LAYERS, Tree, Verdict};

/// Check the house style: crate graph, headers, names, exceptions, test targets and more.
#[derive(clap::Args)]
pub struct Args {}

/// A check of the files alone.
type Check = fn(&Tree) -> Vec<Finding>;

const CHECKS: &[Check] = &[
    crate_table::check,
    dependency_reasons::check,
    exceptions::check,
    file_names::check,
    headers::check,
    machine_paths::check,
    modules::check,
    rules_mirror::check,
    test_targets::check,
];

/// Writes every finding in the checkout at `root` as `path:line: message`, then their number.
pub fn run(_args: &Args, root: &Path, out: &mut dyn Write) -> Result<Verdict, Failure> {
    let findings = check(root)?;
    let verdict = Finding::report(&findings, out)?;
    writeln!(out, "tidy: {} findings", findings.len())?;
    Ok(verdict)
}

/// Every finding in the checkout at `root`, ordered by path and line.
pub fn check(root: &Path) -> Result<Vec<Finding>, Failure> {
    let tree = Tree::read(root)?;
    let packages = crate_graph::packages(root)?;
    let mut findings = check_files(&tree);
    findings.extend(machine_paths::check_root(&tree, root));
    findings.extend(crate_graph::check(&packages, LAYERS, &tree));
    findings.sort();
    Ok(findings)
}

/// The findings of all checks that need no more than the files.
pub fn check_files(tree: &Tree) -> Vec<Finding> {
    let mut findings: Vec<Finding> = CHECKS.iter().flat_map(|check| check(tree)).collect();
    findings.sort();
    findings
}
