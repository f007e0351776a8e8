//! `eqlc schema`: folders of field lists.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use harness::schemas;

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Make folders of field lists for `--schema`
#[derive(Args, Debug)]
pub(crate) struct Schema {
    #[command(subcommand)]
    command: SchemaCommand,
}

#[derive(Debug, Subcommand)]
enum SchemaCommand {
    Import(Import),
}

/// Turn Elastic's `detection_rules/etc` folder into a folder for `--schema`
///
/// Read are the stack map, ECS, Beats, Endgame, endpoint and integration schemas as elastic/detection-rules keeps them,
/// packed by gzip or not. A file that exists is never written over.
#[derive(Args, Debug)]
#[command(
    after_help = "Example:\n  eqlc schema import detection-rules/detection_rules/etc -o schemas"
)]
struct Import {
    /// The `etc` folder of a checkout of elastic/detection-rules
    #[arg(value_name = "ELASTIC_ETC_DIR")]
    etc: PathBuf,
    /// Folder that is written
    #[arg(short, long = "output", value_name = "DIR")]
    output: PathBuf,
}

impl Schema {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let SchemaCommand::Import(import) = &self.command;
        let imported = schemas::import(&import.etc, &import.output).map_err(Failure::new)?;
        for file in &imported.written {
            terminal.line(file)?;
        }
        terminal.flush()?;
        let (written, skipped) = (imported.written.len(), imported.skipped.len());
        terminal.note(&format!("wrote {written} files; nothing was made of {skipped} others"));
        Ok(Exit::Done)
    }
}
