//! Why a job could not be done.

use std::path::Path;
use std::{error, fmt, io};

/// A job could not be done: a file is missing, a tool is absent. Not a finding.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A failure that a person reads as `error: <message>`.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// A failure to read or write this file.
    pub fn at(path: &Path, error: &io::Error) -> Self {
        Self(format!("`{}`: {error}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl error::Error for Failure {}

/// For the output: a closed pipe and the like.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self(format!("cannot write the output: {error}"))
    }
}
