//! How a suite went.

use std::collections::BTreeSet;
use std::fmt;

/// The cases of one suite.
#[derive(Clone, Debug)]
pub struct Tally {
    /// Its name in the table.
    pub suite: &'static str,
    /// How many cases it has.
    pub cases: usize,
    /// What went wrong, on each engine.
    pub misses: Vec<Miss>,
}

/// A case that did not give what it should.
#[derive(Clone, Debug)]
pub struct Miss {
    /// The name of the case, or its text where it has none.
    pub case: String,
    /// Which engine; empty where no engine is concerned.
    pub engine: &'static str,
    /// What was run.
    pub text: String,
    /// What the case wants.
    pub expected: String,
    /// What came instead.
    pub got: String,
}

impl Tally {
    /// The names of the cases that fail on some engine.
    pub fn failed(&self) -> BTreeSet<&str> {
        self.misses.iter().map(|miss| miss.case.as_str()).collect()
    }
}

impl fmt::Display for Miss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { engine, text, expected, got, .. } = self;
        write!(f, "{engine}\n    {}\n", text.trim().replace('\n', "\n    "))?;
        write!(f, "  expected {expected}\n  got      {got}")
    }
}
