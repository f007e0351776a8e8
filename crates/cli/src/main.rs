//! The `eqlc` binary: argv to harness to stdout and exit code.
//!
//! Job: read the command line, call one job of the harness, print its lines, and say by the exit code how it went.
//! Input: arguments, files, stdin. Output: results on stdout; findings, progress and summaries on stderr.
//!
//! It decides nothing about rules or events, and has no logic that a test would want without a process.

mod args;
mod commands;
mod exit;
mod findings;
mod inputs;
mod listener;
mod rules;
mod schemas;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use args::Cli;
use exit::Exit;
use terminal::Terminal;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut terminal = Terminal::new(cli.global);
    let outcome = commands::run(cli.command, &mut terminal);
    match outcome {
        Ok(exit) => exit.into(),
        Err(error) => terminal.failed(&error).into(),
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
