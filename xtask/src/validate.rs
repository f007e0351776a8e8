//! `cargo xtask validate`: rules pass every check and compile; the bundled ones unless others are named.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use harness::check::{CheckOptions, Report};
use harness::diagnostics::render::{self, Color};
use harness::{LoadOptions, RuleSet, load, pack};

use crate::bench::timed;
use crate::{Failure, Step, Verdict};

/// Check and compile rules and print everything that is wrong with them.
#[derive(clap::Args)]
pub struct Args {
    /// Rule files, or folders searched for *.toml; the bundled rules otherwise.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print the rules that take longest to compile, and how long all take.
    #[arg(long, value_name = "N")]
    slowest: Option<usize>,
}

/// Prints the findings, then a line with their number.
pub fn run(args: &Args, root: &Path, out: &mut dyn Write) -> Result<Verdict, Failure> {
    let bundled = [root.join("rules")];
    let paths = if args.paths.is_empty() { &bundled[..] } else { &args.paths };
    let (set, elapsed) = timed(|| compiled(paths))?;
    let step = check(&set, paths, out)?;
    if let Some(count) = args.slowest {
        slowest(&set, count, out)?;
        writeln!(out, "{} rules compile in {:.3} s", set.rules.len(), elapsed.as_secs_f64())?;
    }
    step.finish(out)
}

/// The bundled rules.
pub(crate) fn rules(root: &Path) -> RuleSet {
    load(&[root.join("rules")], &LoadOptions::default())
}

/// The rules of some paths, from their texts to one program that the verifier accepts.
pub fn compiled(paths: &[PathBuf]) -> Result<RuleSet, Failure> {
    let set = load(paths, &LoadOptions::default());
    pack::verify(&set.program()).map_err(|error| {
        Failure::new(format!("the program is refused, which is a bug: {error}"))
    })?;
    Ok(set)
}

/// Everything that `eqlc check` finds in the rules of these paths; there may be nothing.
pub(crate) fn check(
    set: &RuleSet,
    paths: &[PathBuf],
    out: &mut dyn Write,
) -> Result<Step, Failure> {
    let report = harness::check::check(paths, &CheckOptions::default());
    write!(out, "{}", render::human(&report.findings, Color::Never))?;
    for unusable in &report.unusable {
        writeln!(out, "{unusable}")?;
    }
    let result = format!("{} rules, {} findings", report.files.len(), report.findings.len());
    Ok(Step::new("validate", result, is_clean(&report) && set.is_sound()))
}

fn is_clean(report: &Report) -> bool {
    report.findings.is_empty() && report.unusable.is_empty() && !report.files.is_empty()
}

/// Compiles each rule alone once more.
fn slowest(set: &RuleSet, count: usize, out: &mut dyn Write) -> Result<(), Failure> {
    let mut times: Vec<(Duration, &Path)> = Vec::new();
    for rule in &set.rules {
        let (_, elapsed) = timed(|| compiled(std::slice::from_ref(&rule.path)))?;
        times.push((elapsed, &rule.path));
    }
    times.sort_by(|left, right| right.cmp(left));
    for (elapsed, path) in times.into_iter().take(count) {
        writeln!(out, "{:>8.2} ms  {}", elapsed.as_secs_f64() * 1e3, harness::io::shown(path))?;
    }
    Ok(())
}
