//! Stdout and stderr.

use std::io::{self, BufWriter, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use diagnostics::Finding;
use diagnostics::render::{self, Color};

use crate::args::{ColorArg, Global};
use crate::exit::{Exit, Failure};

/// The two streams, with the colours and the loudness that were asked for.
pub(crate) struct Terminal {
    stdout: BufWriter<AutoStream<io::Stdout>>,
    stderr: AutoStream<io::Stderr>,
    quiet: bool,
    verbose: bool,
}

impl Terminal {
    pub(crate) fn new(global: Global) -> Self {
        let choice = match global.color {
            ColorArg::Auto => None,
            ColorArg::Always => Some(ColorChoice::Always),
            ColorArg::Never => Some(ColorChoice::Never),
        };
        let stdout = AutoStream::new(
            io::stdout(),
            choice.unwrap_or_else(|| AutoStream::choice(&io::stdout())),
        );
        let stderr = AutoStream::new(
            io::stderr(),
            choice.unwrap_or_else(|| AutoStream::choice(&io::stderr())),
        );
        Self {
            stdout: BufWriter::new(stdout),
            stderr,
            quiet: global.quiet,
            verbose: global.verbose,
        }
    }

    /// A result line.
    pub(crate) fn line(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.stdout, "{line}")
    }

    /// A result text that ends its own lines.
    pub(crate) fn text(&mut self, text: &str) -> io::Result<()> {
        self.stdout.write_all(text.as_bytes())
    }

    /// Everything written so far reaches its reader.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.stdout.flush()
    }

    /// A note for people; nothing with `--quiet`. That stderr is closed is nobody's business.
    pub(crate) fn note(&mut self, text: &str) {
        if !self.quiet {
            let _ = writeln!(self.stderr, "{text}");
        }
    }

    /// A note for people who asked for more.
    pub(crate) fn detail(&mut self, text: &str) {
        if self.verbose {
            let _ = writeln!(self.stderr, "{text}");
        }
    }

    /// Something that went wrong, also with `--quiet`.
    pub(crate) fn problem(&mut self, text: &str) {
        let _ = writeln!(self.stderr, "eqlc: {text}");
    }

    /// Findings that are not the result of the command.
    pub(crate) fn findings(&mut self, findings: &[Finding]) {
        let _ = write!(self.stderr, "{}", render::human(findings, Color::Always));
    }

    /// Whether a person watches stderr.
    pub(crate) fn is_watched(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// How the process ends after a failure. A closed pipe is a reader that has seen enough.
    pub(crate) fn failed(&mut self, failure: &Failure) -> Exit {
        match failure {
            Failure::ClosedPipe => Exit::Done,
            Failure::Message(message) => {
                let _ = self.flush();
                self.problem(message);
                Exit::Unusable
            }
        }
    }
}
