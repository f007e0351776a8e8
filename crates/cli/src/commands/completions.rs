//! `eqlc completions`: what a shell needs to complete the command line.

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use crate::args::Cli;
use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Print the completion script of a shell
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  eqlc completions bash > ~/.local/share/bash-completion/completions/eqlc\n  eqlc completions zsh > ~/.zfunc/_eqlc"
)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let mut script = Vec::new();
        generate(self.shell, &mut Cli::command(), "eqlc", &mut script);
        terminal.text(&String::from_utf8_lossy(&script))?;
        Ok(Exit::Done)
    }
}
