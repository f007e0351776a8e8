//! `eqlc scan`: every rule over events.

mod backtest;
mod pack;

use std::num::NonZero;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use harness::event_schema::Indices;
use harness::matcher::{BuildError, Matcher, MatcherOptions};
use harness::pack::VerifiedProgram;
use harness::scan::{self, Unconvertible};
use harness::summary::Summary;
use harness::{LoadOptions, RuleSet, load};

use self::backtest::BacktestArgs;
use self::pack::PackArgs;
use super::query::{exit, failure};
use crate::args::{DialectArgs, EventArgs, FieldArgs, MappingArgs};
use crate::exit::{Exit, Failure};
use crate::inputs::Inputs;
use crate::listener::Lines;
use crate::terminal::Terminal;

/// Run every rule over event files or stdin
#[derive(Args, Debug)]
#[command(
    group = clap::ArgGroup::new("program").args(["rules", "pack"]).required(true),
    after_help = "Examples:\n  eqlc scan --rules rules Security.evtx --events refs\n  \
                        zstdcat log.zst | eqlc scan --rules rules/windows --fail-on-match\n  \
                        eqlc scan --pack rules.eqlpack --verify-key public.pem events.ndjson\n  \
                        eqlc scan --rules rules --baseline benign --bless\n  \
                        eqlc scan --rules rules --baseline benign --format junit\n\n\
                        With --baseline, matches are not printed: they are counted per rule and day and compared with \
                        `baseline.toml` in the folder, which --bless writes. More matches than it expects of a rule on \
                        a day are a failure and end with exit code 1, fewer are told. Its `at_most`, for every rule or in \
                        the table of one, allows so many on any day.")]
pub(crate) struct Scan {
    /// Rule file, or folder searched for *.toml; repeatable
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
    #[command(flatten)]
    pack: PackArgs,
    #[command(flatten)]
    events: EventArgs,
    #[command(flatten)]
    fields: FieldArgs,
    #[command(flatten)]
    mapping: MappingArgs,
    #[command(flatten)]
    dialect: DialectArgs,
    /// Only rules of these maturities, e.g. production,development
    #[arg(long, value_delimiter = ',', value_name = "NAME")]
    maturity: Vec<String>,
    /// End with exit code 1 if a rule matches
    #[arg(long)]
    fail_on_match: bool,
    /// Do not end with exit code 1 because of rules that do not compile
    #[arg(long)]
    ignore_bad_rules: bool,
    /// How many threads read events, by default one for each core; the results are the same for every number
    #[arg(long, value_name = "N")]
    threads: Option<NonZero<usize>>,
    /// Run every rule on every event, without the index that finds the rules to run: slow, with the same matches
    #[arg(long)]
    no_prefilter: bool,
    #[command(flatten)]
    backtest: BacktestArgs,
    /// How the summary on stderr is printed; it then also counts values that are not of the type of their field
    #[arg(long, value_enum, value_name = "FORMAT")]
    stats: Option<Stats>,
}

/// What is run.
struct Loaded {
    program: VerifiedProgram,
    /// What is wrong with the rules.
    exit: Exit,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Stats {
    Human,
    Json,
}

impl Scan {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let mut inputs = self.backtest.inputs(&self.events)?;
        let indices = inputs.indices(&self.mapping.sources(), &self.events)?;
        let options = LoadOptions {
            indices: indices.clone(),
            dialect: self.dialect.dialect(),
            ..self.fields.load_options()
        };
        let Some(Loaded { program, exit }) = self.program(&options, terminal)? else {
            return Ok(Exit::Findings);
        };
        let options = MatcherOptions { prefilter: !self.no_prefilter, ..MatcherOptions::default() };
        let matcher = match Matcher::with_options(program, options) {
            Ok(matcher) => matcher,
            Err(error) => return self.refused(&error, terminal),
        };
        let outcome = match self.backtest.folder() {
            Some(folder) => self.run_backtest(folder, &matcher, &inputs, indices, terminal)?,
            None => self.run_matcher(&matcher, &inputs, indices, terminal)?,
        };
        Ok(outcome.max(exit))
    }

    /// The program of the pack or of the rules, and what is wrong with those; nothing of a pack that is refused.
    fn program(
        &self,
        options: &LoadOptions,
        terminal: &mut Terminal,
    ) -> Result<Option<Loaded>, Failure> {
        if self.pack.is_given() {
            let program = self.pack.program(terminal)?;
            return Ok(program.map(|program| Loaded { program, exit: Exit::Done }));
        }
        let mut set = load(&self.rules, options);
        if !self.maturity.is_empty() {
            let left_out = set.keep_maturities(&self.maturity);
            terminal.note(&format!("{left_out} rules of other maturities were left out"));
        }
        report(&set, terminal);
        let rules = Exit::findings(set.refused > 0 && !self.ignore_bad_rules);
        let exit = rules.max(Exit::unusable(!set.unusable.is_empty()));
        let program = set.program().try_into().map_err(|error| bug(&BuildError::Refused(error)))?;
        Ok(Some(Loaded { program, exit }))
    }

    /// What the matcher does not take: of rules never, so that it is our mistake.
    fn refused(&self, error: &BuildError, terminal: &mut Terminal) -> Result<Exit, Failure> {
        if let Some(text) = self.pack.refusal(error) {
            terminal.problem(&text);
            return Ok(Exit::Findings);
        }
        Err(bug(error))
    }

    fn scan_options(&self, indices: Option<Arc<Indices>>) -> scan::Options {
        let threads = self.threads.unwrap_or_else(cores).get();
        let unconvertible = match self.stats {
            None => Unconvertible::Ignored,
            Some(_) => Unconvertible::Counted,
        };
        scan::Options { indices, threads, unconvertible, ..self.events.scan_options() }
    }

    fn run_matcher(
        &self,
        matcher: &Matcher,
        inputs: &Inputs,
        indices: Option<Arc<Indices>>,
        terminal: &mut Terminal,
    ) -> Result<Exit, Failure> {
        let sources = inputs.names();
        let output = self.events.events.into();
        let mut lines = Lines::new(terminal, |found| {
            scan::match_line(matcher.rule(found.rule), found, &sources, output)
        });
        let options = self.scan_options(indices);
        let outcome = scan::run(matcher, inputs.open(), &options, &mut lines);
        lines.finish();
        let elapsed = lines.elapsed();
        let summary = outcome.map_err(failure)?;
        terminal.flush()?;
        self.summarize(&summary, elapsed, terminal);
        Ok(exit(&summary, &self.events)
            .max(Exit::findings(self.fail_on_match && summary.matches > 0)))
    }

    fn summarize(&self, summary: &Summary, elapsed: std::time::Duration, terminal: &mut Terminal) {
        match self.stats {
            Some(Stats::Json) => terminal.note(&summary.json(elapsed)),
            Some(Stats::Human) | None => {
                summary.notes().iter().for_each(|note| terminal.note(note));
                terminal.note(&summary.line(elapsed));
            }
        }
    }
}

/// What the compiler makes is never refused.
fn bug(error: &BuildError) -> Failure {
    Failure::new(format!("the compiled rules are refused, which is a bug: {error}"))
}

/// One where the system does not say.
fn cores() -> NonZero<usize> {
    std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN)
}

/// Findings, unreadable paths and rules that do not run: nothing is left out in silence.
pub(super) fn report(set: &RuleSet, terminal: &mut Terminal) {
    terminal.findings(&set.findings);
    set.unusable.iter().for_each(|unusable| terminal.problem(&unusable.to_string()));
    report_refused(set, terminal);
    let others: usize = set.other_types.values().sum();
    if others > 0 {
        terminal.note(&format!("{others} rules are not of type `eql` and were left out"));
    }
}

/// How many rules do not compile.
pub(super) fn report_refused(set: &RuleSet, terminal: &mut Terminal) {
    if set.refused > 0 {
        terminal.problem(&format!("{} rules do not compile and were left out", set.refused));
    }
}
