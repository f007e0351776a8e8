//! Which parts of the matcher are on.

/// What makes the matcher fast. None of it changes a result, which tests hold; each can be switched off to measure
/// it, or to look for a bug in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MatcherOptions {
    /// Run only the filters that an index over all rules names; else every filter on every event.
    pub prefilter: bool,
    /// Remember what repeating values are: the filters that they name, and the answers of predicates.
    pub value_memo: bool,
}

impl Default for MatcherOptions {
    /// On where it was measured to pay.
    fn default() -> Self {
        Self { prefilter: true, value_memo: true }
    }
}
