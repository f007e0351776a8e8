//! The commands: one file each.

pub(crate) mod bench;
pub(crate) mod check;
pub(crate) mod compile;
pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod dump;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod fmt;
pub(crate) mod generate;
pub(crate) mod import;
pub(crate) mod lock;
pub(crate) mod man;
pub(crate) mod new;
pub(crate) mod query;
pub(crate) mod replay;
pub(crate) mod scan;
pub(crate) mod schema;
pub(crate) mod test;

use crate::args::Command;
use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Runs a command; everything it has to say has been written when it returns.
pub(crate) fn run(command: Command, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let exit = match command {
        Command::Check(command) => command.run(terminal),
        Command::Query(command) => command.run(terminal),
        Command::Scan(command) => command.run(terminal),
        Command::Test(command) => command.run(terminal),
        Command::Replay(command) => command.run(terminal),
        Command::Compile(command) => command.run(terminal),
        Command::Diff(command) => command.run(terminal),
        Command::Dump(command) => command.run(terminal),
        Command::Bench(command) => command.run(terminal),
        Command::Explain(command) => command.run(terminal),
        Command::Export(command) => command.run(terminal),
        Command::Import(command) => command.run(terminal),
        Command::Fmt(command) => command.run(terminal),
        Command::Generate(command) => command.run(terminal),
        Command::Lock(command) => command.run(terminal),
        Command::New(command) => command.run(terminal),
        Command::Schema(command) => command.run(terminal),
        Command::Completions(command) => command.run(terminal),
        Command::Man(command) => command.run(terminal),
    }?;
    terminal.flush()?;
    Ok(exit)
}
