//! The place of an event in the order that sequences see.

use std::cmp::Ordering;

use crate::{Document, FieldPath, FieldType, Timestamp, Value};

/// Orders events by time, then tiebreaker, then place in the input (spec 13.5).
#[derive(Clone, Debug)]
pub struct Ordinal {
    /// When it happened.
    pub time: Timestamp,
    /// The value of the tiebreaker field; `Null` sorts after every value.
    pub tiebreaker: Value<'static>,
    /// The place in the input: the implicit tiebreaker.
    pub position: u64,
}

impl Ordinal {
    /// The place of a document; `None` where it has no time. Of several values the first one counts.
    ///
    /// The time is in nanoseconds.
    pub fn of(
        document: &Document,
        timestamp: &FieldPath,
        tiebreaker: Option<&FieldPath>,
        position: u64,
    ) -> Option<Self> {
        Self::typed(document, (timestamp, FieldType::DateNanos), tiebreaker, position)
    }

    /// The same where a mapping says how exact the time is: milliseconds for a `Date` (spec 13.5).
    pub fn typed(
        document: &Document,
        (timestamp, field_type): (&FieldPath, FieldType),
        tiebreaker: Option<&FieldPath>,
        position: u64,
    ) -> Option<Self> {
        let times = document.typed_values(timestamp, field_type);
        let time = times.iter().find_map(Value::as_date)?;
        let tiebreakers = tiebreaker.map(|path| document.typed_values(path, FieldType::Dynamic));
        let tiebreaker =
            tiebreakers.into_iter().flatten().next().unwrap_or(Value::Null).into_owned();
        Some(Self { time, tiebreaker, position })
    }

    /// Orders by time and tiebreaker alone, for whoever keeps the parts of ordinals in fewer bytes.
    pub fn cmp_parts(left: (Timestamp, &Value<'_>), right: (Timestamp, &Value<'_>)) -> Ordering {
        let tiebreaker = || {
            let absent = left.1.is_null().cmp(&right.1.is_null());
            absent.then_with(|| left.1.key_cmp(right.1))
        };
        left.0.cmp(&right.0).then_with(tiebreaker)
    }
}

impl Ord for Ordinal {
    fn cmp(&self, other: &Self) -> Ordering {
        let parts = (self.time, &self.tiebreaker);
        Self::cmp_parts(parts, (other.time, &other.tiebreaker))
            .then(self.position.cmp(&other.position))
    }
}

impl PartialOrd for Ordinal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ordinal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ordinal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_tiebreaker_sorts_last_among_equal_times() {
        let ordinal = |time, tiebreaker, position| Ordinal {
            time: Timestamp::from_millis(time),
            tiebreaker,
            position,
        };
        let mut events = [
            ordinal(1, Value::Null, 0),
            ordinal(1, Value::Int(9), 1),
            ordinal(1, Value::Int(3), 2),
            ordinal(0, Value::Null, 3),
        ];
        events.sort();
        assert_eq!(events.map(|event| event.position), [3, 2, 1, 0]);
    }
}
