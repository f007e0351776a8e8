//! `cargo xtask validate`: every rule under `rules/` loads, fits the schema and compiles.

use std::io::Write;
use std::path::Path;

use harness::diagnostics::render::{self, Color};
use harness::{LoadOptions, RuleSet, load};

use crate::{Failure, Step, Verdict};

/// Load and compile the bundled rules and print everything that is wrong with them.
#[derive(clap::Args)]
pub struct Args {}

/// Prints the findings, then a line with their number.
pub fn run(_args: &Args, root: &Path, out: &mut dyn Write) -> Result<Verdict, Failure> {
    check(&rules(root), out)?.finish(out)
}

/// The bundled rules.
pub(crate) fn rules(root: &Path) -> RuleSet {
    load(&[root.join("rules")], &LoadOptions::default())
}

pub(crate) fn check(set: &RuleSet, out: &mut dyn Write) -> Result<Step, Failure> {
    write!(out, "{}", render::human(&set.findings, Color::Never))?;
    for unusable in &set.unusable {
        writeln!(out, "{unusable}")?;
    }
    let result = format!("{} rules, {} findings", set.files, set.findings.len());
    Ok(Step::new("validate", result, set.is_sound() && set.files > 0 && set.findings.is_empty()))
}
