//! `eqlc dump`: the bytecode as text.

use std::path::PathBuf;

use clap::Args;
use harness::{LoadOptions, load};

use crate::args::DialectArgs;
use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Print the compiled program of rules as a listing
#[derive(Args, Debug)]
#[command(
    after_help = "Example:\n  eqlc dump rules/windows/impact_volume_shadow_copy_deletion_via_wmic.toml"
)]
pub(crate) struct Dump {
    /// Rule file, or folder searched for *.toml
    #[arg(value_name = "RULE")]
    path: PathBuf,
    #[command(flatten)]
    dialect: DialectArgs,
}

impl Dump {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let dialect = self.dialect.dialect();
        let options = LoadOptions { dialect, ..LoadOptions::default() };
        let set = load(std::slice::from_ref(&self.path), &options);
        terminal.findings(&set.findings);
        set.unusable.iter().for_each(|unusable| terminal.problem(&unusable.to_string()));
        if !set.rules.is_empty() {
            terminal.text(&harness::pack::listing(&set.program()))?;
        }
        Ok(Exit::findings(set.refused > 0).max(Exit::unusable(!set.unusable.is_empty())))
    }
}
