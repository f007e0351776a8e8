//! `eqlc new`: the first draft of a rule.

use std::path::PathBuf;

use clap::Args;
use harness::scaffold::{self, Scaffold};

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Write the first draft of a rule, with its fixtures
///
/// It passes every check, and has a new id, the date of today and the ATT&CK entries of the techniques.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  eqlc new rules/windows/execution_odd_shell.toml --technique T1059.003\n  eqlc new rules/linux/persistence_odd_unit.toml --technique T1543.002 --tactic Persistence --name \"Odd Unit\""
)]
pub(crate) struct New {
    /// The file to write; its folder says the operating system
    #[arg(value_name = "RULE")]
    path: PathBuf,
    /// Id of a technique or sub-technique of ATT&CK; repeatable
    #[arg(long = "technique", required = true, value_name = "ID")]
    techniques: Vec<String>,
    /// Tactic, by name or id, for techniques of several; else the one that the file name begins with, or the first
    #[arg(long, value_name = "TACTIC")]
    tactic: Option<String>,
    /// Name of the rule; else made of the file name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Who writes it
    #[arg(long, default_value = "Unknown", value_name = "NAME")]
    author: String,
}

impl New {
    pub(crate) fn run(self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let scaffold = Scaffold {
            path: self.path,
            name: self.name,
            author: self.author,
            techniques: self.techniques,
            tactic: self.tactic,
            today: scaffold::today(),
            rule_id: scaffold::new_id(),
        };
        for path in scaffold.write().map_err(Failure::new)? {
            terminal.line(&harness::io::shown(&path))?;
        }
        Ok(Exit::Done)
    }
}
