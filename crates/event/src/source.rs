//! Where the values of a field are read.

use serde::{Deserialize, Serialize};

/// Where the values of a field are read: nearly always the event at hand (spec 20.1, 20.3).
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
pub enum Source {
    /// The event at hand.
    #[default]
    Event,
    /// The event that a pending sequence has at this positive stage, from 0.
    Stage(u32),
    /// The element at hand of this search around the condition, the outermost from 0.
    Element(u32),
}
