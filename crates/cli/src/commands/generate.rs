//! `eqlc generate`: fixtures made of the rules themselves.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use harness::event::SequenceMode;
use harness::generate::{self, Options, Tally};

use crate::exit::{Exit, Failure};
use crate::rules::RuleArgs;
use crate::terminal::Terminal;

/// Make positive and near-miss fixtures of the rules themselves
///
/// For every branch of a rule events that match, and for every clause events that do not match because of this clause
/// alone. Both engines have run each of them.
#[derive(Args, Debug)]
#[command(
    after_help = "Writes DIR/<rule_id>/positive/*.ndjson, DIR/<rule_id>/negative/*.ndjson and DIR/unsolved.ndjson. \
                        Files that it has not made, or that were changed since, are never touched: where one is in \
                        the way, nothing is written.\n\n\
                        Example:\n  eqlc generate rules --out fixtures"
)]
pub(crate) struct Generate {
    /// Folder to write to; it is made if need be
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The same seed gives the same fixtures
    #[arg(long, default_value_t = 0, value_name = "N")]
    seed: u64,
    #[command(flatten)]
    rules: RuleArgs,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// A line a rule
    #[default]
    Human,
    /// One JSON object a rule
    Json,
}

impl Generate {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let set = self.rules.load(SequenceMode::default(), |_| {}, terminal)?;
        let options = Options { seed: self.seed };
        let rules = generate::of_rules(&set.rules, options).map_err(|error| {
            Failure::new(format!("a compiled rule is refused, which is a bug: {error}"))
        })?;
        generate::write(&self.out, &rules, self.seed).map_err(Failure::new)?;
        for rule in &rules {
            match self.format {
                Format::Human => terminal.line(&rule.line())?,
                Format::Json => terminal.line(&rule.json())?,
            }
        }
        terminal.flush()?;
        let tally = Tally::of(&rules);
        tally.lines().iter().for_each(|line| terminal.note(line));
        let findings = !tally.is_complete() || set.refused > 0 || set.errors() > 0;
        Ok(Exit::findings(findings).max(Exit::unusable(!set.unusable.is_empty())))
    }
}
