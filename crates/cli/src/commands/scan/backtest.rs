//! `eqlc scan --baseline`: matches on benign data against a stored expectation.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use harness::backtest::{self, BASELINE_FILE, Baseline, Counts, Report};
use harness::event_schema::Indices;
use harness::matcher::Matcher;
use harness::scan::{self, EventOutput, Found, Redirect};

use super::super::query::{exit, failure};
use super::Scan;
use crate::args::EventArgs;
use crate::exit::{Exit, Failure};
use crate::inputs::Inputs;
use crate::listener::Lines;
use crate::terminal::Terminal;

/// With what matches are compared, and how that is printed.
#[derive(Args, Clone, Debug)]
pub(super) struct BacktestArgs {
    /// Count matches per rule and day and compare them with baseline.toml in this folder; without FILE, the events are
    /// those of the folder
    #[arg(long, value_name = "DIR", conflicts_with = "fail_on_match")]
    baseline: Option<PathBuf>,
    /// Write the counts into baseline.toml, and compare nothing
    #[arg(long, requires = "baseline")]
    bless: bool,
    /// How the comparison with the baseline is printed, by default human
    #[arg(long, value_enum, requires = "baseline", value_name = "FORMAT")]
    format: Option<Format>,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// A line for each day of a rule that differs
    #[default]
    Human,
    /// One JSON object for each day of a rule with matches
    Json,
    /// JUnit XML: a suite a rule, a case a day
    Junit,
}

impl BacktestArgs {
    /// The folder of the baseline, if matches are compared with one.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.baseline.as_deref()
    }

    /// The inputs of the command line; of a backtest that names none, the event files beside its baseline.
    pub(super) fn inputs(&self, events: &EventArgs) -> Result<Inputs, Failure> {
        let mut events = events.clone();
        if let (Some(folder), true) = (&self.baseline, events.files.is_empty()) {
            events.files = backtest::event_files(folder).map_err(Failure::new)?;
            if events.files.is_empty() {
                let folder = harness::io::shown(folder);
                return Err(Failure::new(format!(
                    "there are no events: name files, or put them into `{folder}`"
                )));
            }
        }
        Ok(Inputs::new(&events))
    }
}

impl Scan {
    /// Counts the matches, and compares them with the baseline of a folder or writes it.
    pub(super) fn run_backtest(
        &self,
        folder: &Path,
        matcher: &Matcher,
        inputs: &Inputs,
        indices: Option<Arc<Indices>>,
        terminal: &mut Terminal,
    ) -> Result<Exit, Failure> {
        let baseline = Baseline::read(folder).map_err(Failure::new)?;
        if baseline.is_none() && !self.backtest.bless {
            let path = harness::io::shown(&folder.join(BASELINE_FILE));
            return Err(Failure::new(format!("there is no `{path}`; write it with `--bless`")));
        }
        let baseline = baseline.unwrap_or_default();
        let mut counts = Counts::new(matcher);
        let inner = Lines::new(terminal, |_| String::new());
        let found = |found: &Found| {
            counts.add(matcher.rule(found.rule), found);
            Ok(())
        };
        let mut counting = Redirect { inner, found };
        let options = scan::Options { events: EventOutput::Refs, ..self.scan_options(indices) };
        let outcome = scan::run(matcher, inputs.open(), &options, &mut counting);
        let mut lines = counting.inner;
        lines.finish();
        let elapsed = lines.elapsed();
        let summary = outcome.map_err(failure)?;
        let read = exit(&summary, &self.events);
        let outcome = match (self.backtest.bless, read) {
            (false, _) => self.compare(&counts.compare(&baseline), terminal)?,
            (true, Exit::Done) => {
                baseline.blessed(&counts).write(folder).map_err(Failure::new)?;
                terminal
                    .note(&format!("{BASELINE_FILE} was written: {} matches", counts.matches()));
                Exit::Done
            }
            (true, bad) => {
                terminal.problem("not all events could be read, so nothing was written");
                bad
            }
        };
        self.summarize(&summary, elapsed, terminal);
        Ok(outcome.max(read))
    }

    fn compare(&self, report: &Report, terminal: &mut Terminal) -> Result<Exit, Failure> {
        terminal.text(&match self.backtest.format.unwrap_or_default() {
            Format::Human => report.human(),
            Format::Json => report.json(),
            Format::Junit => report.junit(),
        })?;
        terminal.flush()?;
        terminal.note(&report.line());
        Ok(Exit::findings(report.failures() > 0))
    }
}
