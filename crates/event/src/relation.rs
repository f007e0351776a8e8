//! How two processes can be related.

use serde::{Deserialize, Serialize};

/// Which events `... of [filter]` holds for (spec 20.4).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Relation {
    /// `child of`: those of a process whose parent has matched the filter.
    Child,
    /// `descendant of`: those of a process of which some ancestor has matched the filter.
    Descendant,
    /// `event of`: those of a process that has matched the filter.
    Event,
}

impl Relation {
    /// All relations.
    pub const ALL: [Self; 3] = [Self::Child, Self::Descendant, Self::Event];

    /// The word before `of`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Child => "child",
            Self::Descendant => "descendant",
            Self::Event => "event",
        }
    }
}
