//! `cargo xtask bench`: the figures that the project promises, measured in one run, beside their floors and goals.
//!
//! A row is one file in `bench/rows` and one line in `bench/rows.rs`. Times are CPU times of one thread, the median
//! of several runs that take turns with what they are compared to; only the row of two threads measures the clock on
//! the wall. The yardstick is built into the same binary: sonic-rs skips the same lines lazily.

mod child;
mod clock;
mod figure;
mod generated;
mod memory;
mod record;
mod rows;
mod scanning;
mod sigma;
mod table;
mod tenth;
mod workload;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use harness::matcher::Matcher;
use harness::{RuleSet, event_input, generator};

use crate::{Failure, Step, Verdict, disk};
use workload::Workload;

pub(crate) use clock::timed;

/// The seed of the generated events.
const SEED: u64 = 1;

/// Measure scans, memory, loading and sequences against their floors and goals.
#[derive(clap::Args, Clone, Debug)]
pub struct Args {
    /// Rule files, or folders searched for *.toml; the bundled rules otherwise.
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
    /// Events as plain NDJSON; generated ones otherwise.
    #[arg(long, value_name = "FILE")]
    events: Option<PathBuf>,
    /// How many events to generate.
    #[arg(long, default_value_t = 100_000, value_name = "N")]
    generate: usize,
    /// How many runs a median is taken of.
    #[arg(long, default_value_t = 5, value_name = "N")]
    runs: usize,
    /// How many live keys the memory of a sequence is measured with.
    #[arg(long, default_value_t = 1_000_000, value_name = "N")]
    keys: usize,
    /// Only the rows whose name contains this; repeatable.
    #[arg(long, value_name = "TEXT")]
    only: Vec<String>,
    /// Sigma rules as EQL, one JSON object a line with `id`, `title`, `level` and `eql`.
    #[arg(long, value_name = "FILE", requires = "sigma_events")]
    sigma: Option<PathBuf>,
    /// The events for them, as plain NDJSON.
    #[arg(long, value_name = "FILE")]
    sigma_events: Option<PathBuf>,
    /// The same rules as Sigma, for rsigma.
    #[arg(long, value_name = "DIR")]
    sigma_rules: Option<PathBuf>,
    /// An rsigma binary to compare with; repeatable, for several versions of it.
    #[arg(long, value_name = "PATH", requires = "sigma_rules")]
    rsigma: Vec<PathBuf>,
    /// An option that rsigma is run with, e.g. --rsigma-flag=--logsource-routing; repeatable.
    #[arg(long, value_name = "FLAG", allow_hyphen_values = true)]
    rsigma_flag: Vec<String>,
    /// Write which rule matches which event, by eqlc, the first rsigma or both.
    #[arg(long, value_name = "FILE", requires = "rsigma")]
    sigma_pairs: Option<PathBuf>,
    /// Write the figures as JSON too.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Measure one thing that needs a process of its own, and print it.
    #[arg(long, hide = true, value_name = "JOB")]
    job: Option<child::Job>,
}

/// Prints the table. It fails where a floor is missed.
pub fn run(args: &Args, root: &Path, out: &mut dyn Write) -> Result<Verdict, Failure> {
    if let Some(job) = args.job {
        writeln!(out, "{}", child::run(job, args, root)?)?;
        return Ok(Verdict::Passed);
    }
    let rows = args.rows()?;
    let workload = Workload::new(args, root)?;
    writeln!(out, "{}\n", workload.describe())?;
    table::head(out)?;
    let mut outcomes = Vec::new();
    for row in rows {
        let outcome = (row.measure)(&workload)?;
        table::row(row, &outcome, out)?;
        outcomes.push((row.name, outcome));
    }
    if let Some(path) = &args.json {
        disk::write_text(path, &record::json(&workload, &outcomes))?;
    }
    let figures: Vec<_> = outcomes.iter().flat_map(|(_, outcome)| &outcome.figures).collect();
    let missed = figures.iter().filter(|figure| figure.misses_floor()).count();
    writeln!(out, "\nbench: {} figures, {missed} below their floor", figures.len())?;
    Ok(if missed == 0 { Verdict::Passed } else { Verdict::Failed })
}

impl Args {
    /// The rows that are asked for, all where none is named.
    fn rows(&self) -> Result<Vec<&'static rows::Row>, Failure> {
        let is_named = |row: &rows::Row, part: &String| row.name.contains(part.as_str());
        let unknown =
            self.only.iter().find(|part| !rows::ROWS.iter().any(|row| is_named(row, part)));
        if let Some(part) = unknown {
            let names: Vec<_> = rows::ROWS.iter().map(|row| row.name).collect();
            let names = names.join("`, `");
            return Err(Failure::new(format!("no row is named `{part}`; there are `{names}`")));
        }
        let wants = |row: &&rows::Row| {
            self.only.is_empty() || self.only.iter().any(|part| is_named(row, part))
        };
        Ok(rows::ROWS.iter().filter(wants).collect())
    }
}

/// A short scan of generated events, and reading the same events without rules.
pub(crate) fn check(set: &RuleSet, events: usize) -> Result<Step, Failure> {
    let matcher = Matcher::new(set.program()).map_err(|error| Failure::new(error.to_string()))?;
    let bytes = generator::ndjson(SEED, events);
    let open = || scanning::from_bytes(&bytes, event_input::Format::Auto);
    let (read, reading) = timed(|| Ok(open()?.count()))?;
    let (summary, scanning) =
        timed(|| scanning::scan(&matcher, open()?, &scanning::options(), &mut scanning::Silent))?;
    let ratio = reading.as_secs_f64() / scanning.as_secs_f64().max(f64::MIN_POSITIVE);
    let result =
        format!("{}; {ratio:.2} of the time of reading documents", line(&summary, scanning));
    let complete = read == events && summary.events == events as u64 && summary.bad_records == 0;
    Ok(Step::new("scan", result, complete && summary.matches > 0))
}

fn line(summary: &harness::summary::Summary, elapsed: Duration) -> String {
    summary.line(elapsed)
}
