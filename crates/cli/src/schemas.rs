//! The options that say which fields the data has.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use harness::event_schema::StackVersion;
use harness::schemas::Lists;
use harness::{LoadOptions, mapping};

use crate::args::{DialectArgs, MappingArgs};
use crate::exit::Failure;

/// What decides the meaning of queries beside rules and events: fields with their types, and the language.
#[derive(Args, Clone, Debug)]
pub(crate) struct MeaningArgs {
    #[command(flatten)]
    schema: SchemaArgs,
    #[command(flatten)]
    mapping: MappingArgs,
    #[command(flatten)]
    dialect: DialectArgs,
}

impl MeaningArgs {
    /// These options with what the folder and the mappings say.
    pub(crate) fn load_options(&self, options: LoadOptions) -> Result<LoadOptions, Failure> {
        let indices = mapping::indices(&self.mapping.sources()).map_err(Failure::new)?;
        let (indices, lists) = (indices.map(Arc::new), self.schema.lists()?);
        Ok(LoadOptions { indices, lists, dialect: self.dialect.dialect(), ..options })
    }

    pub(crate) fn stacks(&self) -> Vec<StackVersion> {
        self.schema.stacks()
    }
}

/// Which fields the data has, and on which stacks.
#[derive(Args, Clone, Debug)]
pub(crate) struct SchemaArgs {
    /// Folder of field lists: ECS, Beats, endpoint, integrations; `eqlc schema import` makes one. With it, a field that
    /// the data of a rule does not have is a finding
    #[arg(long, value_name = "DIR")]
    schema: Option<PathBuf>,
    /// Stack that rules are shipped to, such as 9.3; repeatable. By default those of `eqlc.toml`, and for fields those
    /// that the folder supports
    #[arg(long = "stack", value_name = "VERSION", value_parser = stack)]
    stacks: Vec<StackVersion>,
}

impl SchemaArgs {
    /// The lists of the folder, if one is named.
    pub(crate) fn lists(&self) -> Result<Option<Lists>, Failure> {
        let folder = self.schema.as_ref();
        folder.map(|folder| Lists::read(folder, &self.stacks)).transpose().map_err(Failure::new)
    }

    pub(crate) fn stacks(&self) -> Vec<StackVersion> {
        self.stacks.clone()
    }
}

fn stack(text: &str) -> Result<StackVersion, String> {
    StackVersion::parse(text)
        .ok_or_else(|| "a version of the stack is written like `9.3`".to_owned())
}
