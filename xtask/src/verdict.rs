//! How a job ended.

/// The end of a job that could be done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Nothing to complain about: exit code 0.
    Passed,
    /// The output says what is wrong: exit code 1.
    Failed,
}
