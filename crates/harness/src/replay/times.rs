//! Times and what lies between them, within bounds.

use event::Timestamp;

/// The time so many nanoseconds later.
pub(super) fn later(time: Timestamp, nanos: i128) -> Timestamp {
    Timestamp::from_nanos(time.nanos().saturating_add(nanos))
}

/// How much later the second time is, in nanoseconds.
pub(super) fn between(first: Timestamp, second: Timestamp) -> i128 {
    second.nanos().saturating_sub(first.nanos())
}
