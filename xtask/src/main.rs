//! `cargo xtask <verb>`: the command line of the repository's own jobs.
//!
//! Job: parse argv, run one verb of the library on this checkout, turn its verdict into an exit code.
//! Input: argv. Output: text on stdout, a failure on stderr, exit code 0 (passed), 1 (findings) or
//! 2 (could not be done). It contains no job itself: a verb is one file of the library and one line here.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::{
    Failure, Verdict, bench, codegen, conformance, engines, fixtures, fuzz, repository, tidy,
    validate, verify,
};

/// The repository's own jobs.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Command {
    #[command(subcommand)]
    verb: Verb,
}

/// One job, one file.
#[derive(Subcommand)]
enum Verb {
    Verify(verify::Args),
    Validate(validate::Args),
    Fixtures(fixtures::Args),
    Bench(Box<bench::Args>),
    Tidy(tidy::Args),
    Codegen(codegen::Args),
    Conformance(conformance::Args),
    Engines(Box<engines::Args>),
    Fuzz(fuzz::Args),
}

fn main() -> ExitCode {
    let command = Command::parse();
    match run(&command.verb, &mut io::stdout().lock()) {
        Ok(Verdict::Passed) => ExitCode::SUCCESS,
        Ok(Verdict::Failed) => ExitCode::from(1),
        Err(failure) => {
            // Nothing is left to do if stderr is closed too.
            let _ = writeln!(io::stderr(), "error: {failure}");
            ExitCode::from(2)
        }
    }
}

fn run(verb: &Verb, out: &mut dyn Write) -> Result<Verdict, Failure> {
    match verb {
        Verb::Verify(args) => verify::run(args, &repository(), out),
        Verb::Validate(args) => validate::run(args, &repository(), out),
        Verb::Fixtures(args) => fixtures::run(args, &repository(), out),
        Verb::Bench(args) => bench::run(args, &repository(), out),
        Verb::Tidy(args) => tidy::run(args, &repository(), out),
        Verb::Codegen(args) => codegen::run(args, &repository(), out),
        Verb::Conformance(args) => conformance::run(args, &repository(), out),
        Verb::Engines(args) => engines::run(args, &repository(), out),
        Verb::Fuzz(args) => fuzz::run(args, &repository(), out),
    }
}
