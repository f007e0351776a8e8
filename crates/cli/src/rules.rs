//! Rules as `test` and `generate` load them: with the mapping of an index, if there is one.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use harness::event::SequenceMode;
use harness::event_schema::Indices;
use harness::{LoadOptions, RuleSet, load, mapping};

use crate::args::{DialectArgs, FieldArgs, MappingArgs};
use crate::exit::Failure;
use crate::terminal::Terminal;

/// Which rules, and what their queries mean.
#[derive(Args, Clone, Debug)]
pub(crate) struct RuleArgs {
    /// Rule files, or folders searched for *.toml
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    fields: FieldArgs,
    #[command(flatten)]
    mapping: MappingArgs,
    #[command(flatten)]
    dialect: DialectArgs,
}

impl RuleArgs {
    /// The rules, lowered with the mappings and what `learn` adds to them; all that is wrong with them has been said.
    pub(crate) fn load(
        &self,
        sequence_mode: SequenceMode,
        learn: impl FnOnce(&mut Indices),
        terminal: &mut Terminal,
    ) -> Result<RuleSet, Failure> {
        let mut indices = mapping::indices(&self.mapping.sources()).map_err(Failure::new)?;
        if let Some(indices) = &mut indices {
            learn(indices);
        }
        let (indices, dialect) = (indices.map(Arc::new), self.dialect.dialect());
        let fields = self.fields.load_options();
        let options = LoadOptions { indices, dialect, sequence_mode, ..fields };
        let set = load(&self.paths, &options);
        terminal.findings(&set.findings);
        set.unusable.iter().for_each(|unusable| terminal.problem(&unusable.to_string()));
        Ok(set)
    }
}
