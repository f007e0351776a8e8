//! `eqlc man`: the manual as a page of roff.

use clap::{Args, CommandFactory};
use clap_mangen::Man as Page;

use crate::args::Cli;
use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Print the manual page of the program or of a command
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  eqlc man > eqlc.1\n  eqlc man scan | man -l -")]
pub(crate) struct Man {
    /// The command; without it, the program
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

impl Man {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let subject = self.subject()?;
        let title = subject.get_display_name().unwrap_or("eqlc").to_owned();
        let page = Page::new(subject).title(title);
        let mut text = Vec::new();
        page.render(&mut text)?;
        terminal.text(&String::from_utf8_lossy(&text))?;
        Ok(Exit::Done)
    }

    /// The command line that the page is about.
    fn subject(&self) -> Result<clap::Command, Failure> {
        let mut program = Cli::command();
        program.build();
        let Some(name) = &self.command else { return Ok(program) };
        let found = program.find_subcommand(name).cloned();
        let command = found.ok_or_else(|| {
            Failure::new(format!("`{name}` is no command; `eqlc --help` lists them"))
        })?;
        Ok(command.display_name(format!("eqlc-{name}")))
    }
}
