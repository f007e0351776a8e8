//! One row of what `verify` did.

use std::io::Write;

use crate::{Failure, Verdict};

/// A part of the main job: what it looked at and how it went.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// The name of the part.
    pub name: &'static str,
    /// What it looked at, with numbers.
    pub result: String,
    /// How it went.
    pub verdict: Verdict,
}

impl Step {
    /// A part that is done.
    pub fn new(name: &'static str, result: String, passed: bool) -> Self {
        Self { name, result, verdict: if passed { Verdict::Passed } else { Verdict::Failed } }
    }

    /// Writes the part as the last line of its own verb.
    pub fn finish(self, out: &mut dyn Write) -> Result<Verdict, Failure> {
        writeln!(out, "{}: {}", self.name, self.result)?;
        Ok(self.verdict)
    }
}
