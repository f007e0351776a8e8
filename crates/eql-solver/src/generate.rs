//! The cases of a query: matches and near misses, each verified by the oracle.

use eql_hir::Query;
use event::{Document, FieldPath, FieldType};

use crate::plan::Author;
use crate::{Case, UnsolvedClause};

/// How cases are made.
#[derive(Clone, Debug)]
pub struct Options {
    /// The same seed gives the same cases.
    pub seed: u64,
    /// The field with the time of an event.
    pub timestamp_field: FieldPath,
    /// How exact that time is: milliseconds for `Date`, nanoseconds for `DateNanos`.
    pub timestamp_type: FieldType,
    /// The field that decides between events of one time.
    pub tiebreaker_field: Option<FieldPath>,
    /// How many cases there are at most, but for a match a branch and a near miss a leaf, which always are.
    pub max_cases: usize,
    /// How often the solver is asked at most.
    pub max_calls: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 0,
            timestamp_field: FieldPath::new("@timestamp"),
            timestamp_type: FieldType::DateNanos,
            tiebreaker_field: None,
            max_cases: 600,
            max_calls: 8000,
        }
    }
}

/// What was made for a query.
#[derive(Clone, Debug, Default)]
pub struct Generated {
    /// The most telling first.
    pub cases: Vec<Case>,
    /// What no case was found for.
    pub unsolved: Vec<UnsolvedClause>,
}

/// Events that tell a sequence from one that takes nothing away: a match and its last event once more, where there is
/// one match on all of them, and one without the last but one too; or else one event that all stages could take. Nothing
/// where no such events were found.
pub fn taken_once(query: &Query, options: &Options) -> Option<Vec<Document>> {
    Author::new(query, options).write_again()
}

/// Makes the cases of a query. Each has been run by the oracle: a positive matches; a negative does not, and one that
/// is about a leaf would if this leaf said the opposite.
pub fn generate(query: &Query, options: &Options) -> Generated {
    Author::new(query, options).write()
}
