//! `cargo xtask conformance`: the suites of a folder with Elasticsearch's own test data, on both engines.

mod case;
mod data;
mod folding;
mod grammar;
mod queries;
mod tally;

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::{Failure, Verdict};

pub use case::{Case, Expected};
pub use tally::{Miss, Tally};

/// The file that names the cases which differ by intent.
const DEVIATIONS: &str = "crates/eql-hir/DEVIATIONS.md";

/// Run Elasticsearch's conformance data on both engines and print every case that differs.
#[derive(clap::Args)]
pub struct Args {
    /// Folder with `queries`, `data`, `events`, `folding` and `parser`.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Prints the cases that fail, then a table of the suites.
pub fn run(args: &Args, root: &Path, out: &mut dyn Write) -> Result<Verdict, Failure> {
    report(&tallies(&args.folder)?, &read(&root.join(DEVIATIONS))?, out)
}

/// All suites, in the order of the table.
pub fn tallies(folder: &Path) -> Result<Vec<Tally>, Failure> {
    let mut tallies = queries::tallies(folder)?;
    tallies.push(folding::tally(folder)?);
    tallies.push(grammar::accepted(folder)?);
    tallies.push(grammar::refused(folder)?);
    Ok(tallies)
}

/// Failed where a case fails that the deviations do not name.
fn report(tallies: &[Tally], deviations: &str, out: &mut dyn Write) -> Result<Verdict, Failure> {
    for tally in tallies {
        for miss in &tally.misses {
            writeln!(out, "{}: {}: {miss}\n", tally.suite, miss.case)?;
        }
    }
    writeln!(out, "{:<36} {:>5} {:>6} {:>9}", "suite", "cases", "passed", "deviating")?;
    let mut unnamed = 0;
    for tally in tallies {
        let failed = tally.failed();
        let named = failed.iter().filter(|case| deviations.contains(&format!("`{case}`"))).count();
        unnamed += failed.len() - named;
        let passed = tally.cases - failed.len();
        writeln!(out, "{:<36} {:>5} {passed:>6} {named:>9}", tally.suite, tally.cases)?;
    }
    let cases: usize = tallies.iter().map(|tally| tally.cases).sum();
    writeln!(out, "\nconformance: {cases} cases, {unnamed} fail without a line in {DEVIATIONS}")?;
    Ok(if unnamed == 0 { Verdict::Passed } else { Verdict::Failed })
}

/// The text of a file.
fn read(path: &Path) -> Result<String, Failure> {
    crate::disk::read_text(path)
}
