//! `eqlc check`: every finding of every rule.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use diagnostics::render::{self, Color};
use harness::{LoadOptions, RuleSet, load, mapping};

use crate::args::{DialectArgs, MappingArgs};
use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Load and compile rules and report everything that is wrong with them
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  eqlc check rules\n  eqlc check --format concise rules/windows/*.toml"
)]
pub(crate) struct Check {
    /// Rule files, or folders searched for *.toml
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    mapping: MappingArgs,
    #[command(flatten)]
    dialect: DialectArgs,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// With the source line and carets
    #[default]
    Human,
    /// One line a finding
    Concise,
    /// One JSON object a finding
    Json,
}

impl Check {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let indices = mapping::indices(&self.mapping.sources()).map_err(Failure::new)?;
        let indices = indices.map(Arc::new);
        let dialect = self.dialect.dialect();
        let options = LoadOptions { indices, dialect, ..LoadOptions::default() };
        let set = load(&self.paths, &options);
        terminal.text(&match self.format {
            Format::Human => render::human(&set.findings, Color::Always),
            Format::Concise => render::concise(&set.findings),
            Format::Json => render::json(&set.findings),
        })?;
        terminal.flush()?;
        set.unusable.iter().for_each(|unusable| terminal.problem(&unusable.to_string()));
        terminal.note(&summary(&set));
        Ok(Exit::findings(!set.is_sound()).max(Exit::unusable(!set.unusable.is_empty())))
    }
}

/// `checked 5 rules: no findings`.
fn summary(set: &RuleSet) -> String {
    let findings = match (set.errors(), set.findings.len() - set.errors()) {
        (0, 0) => "no findings".to_owned(),
        (errors, others) => format!("{errors} errors, {others} other findings"),
    };
    let others: usize = set.other_types.values().sum();
    let others = if others == 0 {
        String::new()
    } else {
        let types: Vec<_> =
            set.other_types.iter().map(|(name, count)| format!("{name} {count}")).collect();
        format!("; {others} of other types were not compiled ({})", types.join(", "))
    };
    format!("checked {} rules: {findings}{others}", set.files)
}
