//! `eqlc bench --profile`: what each rule costs, clause by clause, and whether that is within its budget.

use std::ffi::OsStr;

use clap::{Args, ValueEnum};
use harness::cost::{self, Costs};

use super::Bench;
use crate::commands::query::exit;
use crate::exit::{Exit, Failure};
use crate::inputs::Inputs;
use crate::listener::Lines;
use crate::terminal::Terminal;

/// How many rules the table shows.
const TOP: usize = 10;

/// What is counted, and how it is printed.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct ProfileArgs {
    /// Count instructions, leaf evaluations and bytes of each rule and clause instead of timing the whole; exit code 1
    /// where a rule costs more than `max_cost_per_event` in `eqlc.toml`
    #[arg(long)]
    profile: bool,
    /// How many rules --profile prints, the dearest first [default: 10; all as JSON]
    #[arg(long, value_name = "N", requires = "profile")]
    top: Option<usize>,
    /// How --profile prints the rules
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", requires = "profile")]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// A table, each rule with the clause that makes it dear
    #[default]
    Human,
    /// One JSON object a rule, with all its clauses
    Json,
}

impl ProfileArgs {
    pub(super) fn is_on(self) -> bool {
        self.profile
    }

    fn text(self, costs: &Costs) -> String {
        match self.format {
            Format::Human => cost::table(costs, self.top.unwrap_or(TOP)),
            Format::Json => cost::json(costs, self.top.unwrap_or(usize::MAX)),
        }
    }
}

impl Bench {
    /// Counts what the rules cost, each event once.
    pub(super) fn count(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        self.refuse_packs()?;
        let set = self.load(terminal);
        let budgets = cost::budgets(&set.rules).map_err(Failure::new)?;
        let options = cost::Options { prefilter: !self.no_prefilter, threads: self.threads.get() };
        let inputs = Inputs::new(&self.events);
        let mut listener = Lines::new(terminal, |_| String::new());
        let measured = cost::measure(&set, &budgets, inputs.open(), options, &mut listener);
        listener.finish();
        let (summary, costs) = measured.map_err(|error| {
            Failure::new(format!("the compiled rules are refused, which is a bug: {error}"))
        })?;
        terminal.text(&self.profile.text(&costs))?;
        terminal.flush()?;
        let over: Vec<_> = costs.rules.iter().filter_map(cost::RuleCost::finding).collect();
        terminal.findings(&over);
        terminal.note(&verdict(&costs, over.len()));
        let found = Exit::findings(!over.is_empty());
        Ok(exit(&summary, &self.events).max(found).max(self.loaded(&set)))
    }

    /// A pack holds no places, and so no clause can be named.
    fn refuse_packs(&self) -> Result<(), Failure> {
        let is_pack = |path: &&std::path::PathBuf| path.extension() == Some(OsStr::new("eqlpack"));
        match self.rules.iter().find(is_pack) {
            Some(pack) => Err(Failure::new(format!(
                "`{}` is a compiled pack, which does not say where a clause stands; `--profile` needs the rule files \
                 that it was made of",
                harness::io::shown(pack)
            ))),
            None => Ok(()),
        }
    }
}

/// `2 of 5 rules cost more than their budget`.
fn verdict(costs: &Costs, over: usize) -> String {
    let bounded = costs.rules.iter().filter(|rule| rule.budget.is_some()).count();
    if bounded == 0 {
        return "no rule has a budget: no `eqlc.toml` above them has `[bench] max_cost_per_event`"
            .to_owned();
    }
    format!("{over} of {bounded} rules cost more than their budget")
}
