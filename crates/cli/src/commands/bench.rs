//! `eqlc bench`: how fast rules run over events, and what each of them costs.

mod profile;

use std::num::NonZero;
use std::path::PathBuf;

use clap::Args;
use harness::matcher::{Matcher, MatcherOptions};
use harness::scan::{self, EventOutput, Found, Redirect};
use harness::{LoadOptions, RuleSet, load};

use self::profile::ProfileArgs;
use super::query::{exit, failure};
use super::scan::report;
use crate::args::{DialectArgs, EventArgs, FieldArgs};
use crate::exit::{Exit, Failure};
use crate::inputs::Inputs;
use crate::listener::Lines;
use crate::terminal::Terminal;

/// Time rules over event files, or count what each of them costs
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  eqlc bench --rules rules events.ndjson\n  \
                        eqlc bench --rules rules --runs 5 --no-prefilter events.ndjson\n  \
                        eqlc bench --rules rules --profile --top 3 events.ndjson\n\n\
                        The cost of a rule is counted, not timed, and as if the rule were alone: the same on every \
                        machine. A rule that costs more than its budget is a finding:\n\n  \
                        # eqlc.toml, in the folder of the rule or above it\n  \
                        [bench]\n  \
                        max_cost_per_event = 250")]
pub(crate) struct Bench {
    /// Rule file, or folder searched for *.toml; repeatable
    #[arg(long, required = true, value_name = "PATH")]
    rules: Vec<PathBuf>,
    #[command(flatten)]
    events: EventArgs,
    #[command(flatten)]
    fields: FieldArgs,
    #[command(flatten)]
    dialect: DialectArgs,
    #[command(flatten)]
    profile: ProfileArgs,
    /// How often the events are read; each run is a line
    #[arg(long, default_value = "3", value_name = "N", conflicts_with = "profile")]
    runs: NonZero<usize>,
    /// How many threads read events
    #[arg(long, default_value = "1", value_name = "N")]
    threads: NonZero<usize>,
    /// Run every rule on every event, without the index that finds the rules to run
    #[arg(long)]
    no_prefilter: bool,
    /// Do not end with exit code 1 because of rules that do not compile
    #[arg(long)]
    ignore_bad_rules: bool,
}

impl Bench {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        if self.profile.is_on() {
            return self.count(terminal);
        }
        if self.events.files.is_empty()
            || self.events.files.iter().any(|file| file.as_os_str() == "-")
        {
            return Err(Failure::new("`bench` reads its events several times; name event files"));
        }
        let set = self.load(terminal);
        let options = MatcherOptions { prefilter: !self.no_prefilter, ..MatcherOptions::default() };
        let matcher = Matcher::with_options(set.program(), options).map_err(|error| {
            Failure::new(format!("the compiled rules are refused, which is a bug: {error}"))
        })?;
        let mut worst = self.loaded(&set);
        for _ in 0..self.runs.get() {
            worst = worst.max(self.run_once(&matcher, terminal)?);
        }
        Ok(worst)
    }

    fn load(&self, terminal: &mut Terminal) -> RuleSet {
        let options = LoadOptions { dialect: self.dialect.dialect(), ..self.fields.load_options() };
        let set = load(&self.rules, &options);
        report(&set, terminal);
        set
    }

    /// How the run ends if nothing but the rules is wrong.
    fn loaded(&self, set: &RuleSet) -> Exit {
        let rules = Exit::findings(set.refused > 0 && !self.ignore_bad_rules);
        rules.max(Exit::unusable(!set.unusable.is_empty()))
    }

    fn run_once(&self, matcher: &Matcher, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let inner = Lines::new(terminal, |_| String::new());
        let mut counted = Redirect { inner, found: |_: &Found| Ok(()) };
        let threads = self.threads.get();
        let options =
            scan::Options { threads, events: EventOutput::Refs, ..self.events.scan_options() };
        let inputs = Inputs::new(&self.events);
        let outcome = scan::run(matcher, inputs.open(), &options, &mut counted);
        counted.inner.finish();
        let elapsed = counted.inner.elapsed();
        let summary = outcome.map_err(failure)?;
        terminal.line(&summary.line(elapsed))?;
        Ok(exit(&summary, &self.events))
    }
}
