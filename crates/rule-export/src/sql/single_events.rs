//! The row of the matrix of an engine for which few functions are written, and sequences or not.

use crate::{Construct, Support};

/// What comes of a construct. `dates` and `patterns` are what the engine itself says of instants, and of patterns on what a
/// function gives.
pub(crate) fn holds(construct: Construct, dates: Support, patterns: Support) -> Support {
    match construct {
        Construct::Category
        | Construct::AnyCategory
        | Construct::Exists
        | Construct::AbsentField
        | Construct::Arrays
        | Construct::Equality
        | Construct::IgnoreCase
        | Construct::Wildcard
        | Construct::Boolean
        | Construct::Address
        | Construct::TextRange
        | Construct::Cidr
        | Construct::FieldComparison
        | Construct::ScriptedLogic
        | Construct::Function("length" | "startsWith" | "endsWith" | "stringContains")
        | Construct::RuleId => Support::Exact,
        Construct::Regex => Support::Partly("without `~` and `&`"),
        Construct::Number => Support::Partly("doubles up to 2^53"),
        Construct::Date => dates,
        Construct::Version => Support::Partly("equality, not order"),
        Construct::ScriptedPattern => patterns,
        Construct::Function(_) | Construct::Arithmetic => {
            Support::Refused("not written: the engine's own functions differ")
        }
        Construct::Sequence
        | Construct::LongSequence
        | Construct::NoJoinKey
        | Construct::StageKeys
        | Construct::OptionalKey
        | Construct::NoMaxspan
        | Construct::Until
        | Construct::MissingEvent
        | Construct::Runs => {
            Support::Refused("a sequence takes events away from others, which is not written")
        }
        Construct::Sample => Support::Refused("not written"),
        Construct::Head | Construct::Tail => {
            Support::Refused("the order of events without a time is not written")
        }
        Construct::ArraySearch => Support::Refused("a row does not hold the elements of an array"),
        Construct::Lineage => Support::Refused("a row does not hold the ancestors of a process"),
        Construct::EarlierEvent => Support::Refused("a row does not hold earlier events"),
        Construct::OtherLanguage => Support::Refused("the rule is not EQL"),
    }
}

/// Whether a construct looks at more than one event.
pub(crate) fn is_beyond(construct: Construct) -> bool {
    matches!(
        construct,
        Construct::Sequence
            | Construct::LongSequence
            | Construct::NoJoinKey
            | Construct::StageKeys
            | Construct::OptionalKey
            | Construct::NoMaxspan
            | Construct::Until
            | Construct::MissingEvent
            | Construct::Runs
            | Construct::Sample
            | Construct::Head
            | Construct::Tail
    )
}
