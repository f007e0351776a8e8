//! One thing that is wrong, with its place.

use std::fmt;
use std::io::{self, Write};

use crate::Verdict;

/// One thing that is wrong. Shown as `path:line: message`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Finding {
    /// Path from the root of the checkout, with `/`.
    pub path: String,
    /// Line, from 1. A finding about a whole or an absent file has line 1.
    pub line: usize,
    /// What is wrong and what to do: lower case, no full stop.
    pub message: String,
}

impl Finding {
    /// A finding in this line of this file.
    pub fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }

    /// Writes one line for each finding; `Failed` where there is one.
    pub fn report(findings: &[Self], out: &mut dyn Write) -> io::Result<Verdict> {
        for finding in findings {
            writeln!(out, "{finding}")?;
        }
        Ok(if findings.is_empty() { Verdict::Passed } else { Verdict::Failed })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.message)
    }
}
