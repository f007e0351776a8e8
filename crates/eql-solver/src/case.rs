//! What is generated: cases, and what no case was found for.

use std::fmt;

use eql_hir::LeafId;
use event::Document;

use crate::{Cause, Shape};

/// What a query does on the events of a case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Expectation {
    /// It matches at least once.
    Positive,
    /// It does not match.
    Negative,
}

/// Events on which a query must match, or must not.
#[derive(Clone, PartialEq, Debug)]
pub struct Case {
    /// What it shows, in words of ASCII letters, digits and `_`, e.g. `process_name_cmd_exe_other_case`. Cases of one
    /// query and expectation have different names.
    pub name: String,
    /// What it expects.
    pub expectation: Expectation,
    /// The events, in the order of the input.
    pub events: Vec<Document>,
    /// What the case is there for; several things where they need the same events.
    pub about: Vec<About>,
    /// Whether it takes all matches to see what the case is there for, not only that there are some.
    pub counts_matches: bool,
}

/// What a case is there for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum About {
    /// A positive: this leaf decides that the query matches. A negative: this leaf alone keeps it from matching.
    Leaf(LeafId),
    /// The same, and the leaf comes about in this way.
    Shaped(LeafId, Shape),
    /// How the events stand to each other.
    Structure(Structure),
}

/// A way in which the events of a sequence or sample can stand to each other. Stages count from 1, as they are written;
/// join keys from 1, those of all stages first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Structure {
    /// This stage or part, and no other, has no event.
    WithoutStage(usize),
    /// A stage that is repeated has one event less than it needs.
    OneRunFewer(usize),
    /// The events of a stage and of the next one are swapped.
    Swapped(usize),
    /// From the first to the last event it takes exactly maxspan.
    ExactMaxspan,
    /// It takes a millisecond more.
    OverMaxspan,
    /// The events of a stage have another value of a join key.
    OtherKey(usize, usize),
    /// No event has a value of a join key.
    KeyAbsent(usize),
    /// The events of the last stage alone have no value of a join key.
    KeyAbsentOnce(usize),
    /// An event that would end the sequence comes behind it, or has another key.
    UntilTooLate,
    /// The same, with another value of a join key.
    UntilOfOtherKey,
    /// The events match more often than the pipes keep.
    MoreThanKept,
    /// An event that must be missing is outside of where it must be missing.
    MissingElsewhere(usize),
    /// It is on the last millisecond where it must be missing.
    MissingOnBound(usize),
    /// It has another value of a join key.
    MissingOfOtherKey(usize),
}

/// Something that a case was wanted for and none was found.
#[derive(Clone, PartialEq, Debug)]
pub struct UnsolvedClause {
    /// What was wanted.
    pub wanted: Wanted,
    /// Why there is none.
    pub cause: Cause,
}

/// What a case was wanted for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Wanted {
    /// Any match of the query.
    Match,
    /// A match by the branch of an `or` that this leaf decides.
    Branch(LeafId),
    /// Events that do not match because of this leaf alone.
    NearMiss(LeafId),
    /// Events that stand so to each other.
    Structure(Structure),
}

impl Wanted {
    /// The leaf, where it is about one.
    pub fn leaf(self) -> Option<LeafId> {
        match self {
            Self::Branch(leaf) | Self::NearMiss(leaf) => Some(leaf),
            Self::Match | Self::Structure(_) => None,
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Match => f.write_str("match"),
            Self::Branch(_) => f.write_str("branch"),
            Self::NearMiss(_) => f.write_str("near miss"),
            Self::Structure(structure) => structure.fmt(f),
        }
    }
}

impl fmt::Display for Structure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WithoutStage(stage) => write!(f, "without stage {stage}"),
            Self::OneRunFewer(stage) => write!(f, "one run fewer of stage {stage}"),
            Self::Swapped(stage) => write!(f, "stage {stage} behind stage {}", stage + 1),
            Self::ExactMaxspan => f.write_str("exactly maxspan"),
            Self::OverMaxspan => f.write_str("maxspan exceeded by 1 ms"),
            Self::OtherKey(stage, key) => write!(f, "other key {key} in stage {stage}"),
            Self::KeyAbsent(key) => write!(f, "key {key} absent"),
            Self::KeyAbsentOnce(key) => write!(f, "key {key} absent in the last stage"),
            Self::UntilTooLate => f.write_str("until too late"),
            Self::UntilOfOtherKey => f.write_str("until of other key"),
            Self::MoreThanKept => f.write_str("more matches than the pipes keep"),
            Self::MissingElsewhere(stage) => write!(f, "missing stage {stage} elsewhere"),
            Self::MissingOnBound(stage) => write!(f, "missing stage {stage} on the bound"),
            Self::MissingOfOtherKey(stage) => write!(f, "missing stage {stage} of other key"),
        }
    }
}
