//! `eqlc dump`: a rule pack, or the bytecode of rules, as text.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use harness::pack::{PackError, RulePack};
use harness::pack_file::{self, PackProblem};
use harness::{LoadOptions, load};

use crate::args::DialectArgs;
use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Print a rule pack, or the compiled program of rules, as a listing
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  eqlc dump rules/windows/impact_volume_shadow_copy_deletion_via_wmic.toml\n  \
                  eqlc dump rules.eqlpack\n  eqlc dump rules.eqlpack --format json"
)]
pub(crate) struct Dump {
    /// Rule pack, rule file, or folder searched for *.toml
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// How a rule pack is printed; json has the descriptions and queries of the rules too
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: FormatArg,
    #[command(flatten)]
    dialect: DialectArgs,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum FormatArg {
    /// A listing for people
    #[default]
    Human,
    /// One JSON object
    Json,
}

impl Dump {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        if pack_file::is_pack(&self.path) {
            return self.pack(terminal);
        }
        if self.format == FormatArg::Json {
            return Err(Failure::new("only a rule pack is printed as JSON"));
        }
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

    fn pack(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let bytes = pack_file::read(&self.path).map_err(Failure::new)?;
        match self.shown(&bytes) {
            Ok(text) => terminal.text(&text)?,
            Err(cause) => {
                terminal.problem(&PackProblem::refused(&self.path, cause).to_string());
                return Ok(Exit::Findings);
            }
        }
        Ok(Exit::Done)
    }

    fn shown(&self, bytes: &[u8]) -> Result<String, PackError> {
        let pack = RulePack::read(bytes)?;
        match self.format {
            FormatArg::Human => pack_file::text(&pack),
            FormatArg::Json => pack_file::json(&pack).map(|text| text + "\n"),
        }
    }
}
