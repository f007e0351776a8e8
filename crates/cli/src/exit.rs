//! How a command ends.

use std::fmt;
use std::io;

/// The exit codes of all commands; the larger one wins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Exit {
    /// Done, and nothing is wrong.
    Done = 0,
    /// Findings at error level, a failing fixture, or a match with `--fail-on-match`.
    Findings = 1,
    /// The command line, a file or a pipe could not be used.
    Unusable = 2,
}

impl Exit {
    /// `Findings` if there are any.
    pub(crate) fn findings(found: bool) -> Self {
        if found { Self::Findings } else { Self::Done }
    }

    /// `Unusable` if something was.
    pub(crate) fn unusable(found: bool) -> Self {
        if found { Self::Unusable } else { Self::Done }
    }
}

/// What ended a command before it was done.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Nobody reads stdout any more: not an error.
    ClosedPipe,
    /// Anything else, as people read it.
    Message(String),
}

impl Failure {
    pub(crate) fn new(message: impl fmt::Display) -> Self {
        Self::Message(message.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::ClosedPipe } else { Self::new(error) }
    }
}
