//! `eqlc fmt`: rule files in one layout.

use std::path::PathBuf;

use clap::Args;
use harness::format;

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Bring rule files into one layout
///
/// No value changes, and no comment is lost.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  eqlc fmt rules\n  eqlc fmt --check rules")]
pub(crate) struct Fmt {
    /// Rule files, or folders searched for *.toml
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write nothing, name the files in another layout, and end with exit code 1 if there are any
    #[arg(long)]
    check: bool,
    /// Lay out EQL queries too: they mean the same, but the shipped rule is another one. A query with a comment stays
    #[arg(long)]
    queries: bool,
}

impl Fmt {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let report = format::run(&self.paths, self.queries);
        for (path, _) in &report.changed {
            terminal.line(&harness::io::shown(path))?;
        }
        if !self.check {
            format::write(&report).map_err(Failure::new)?;
        }
        terminal.flush()?;
        report.unusable.iter().for_each(|unusable| terminal.problem(&unusable.to_string()));
        let verb = if self.check { "would change" } else { "changed" };
        let (changed, same) = (report.changed.len(), report.same);
        terminal.note(&format!("{verb} {changed} files, left {same} as they are"));
        Ok(Exit::findings(self.check && changed > 0)
            .max(Exit::unusable(!report.unusable.is_empty())))
    }
}
