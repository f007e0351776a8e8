//! The place of each event in the order of its time.

use event::{Document, FieldPath, FieldType, Ordinal, Timestamp, Value};

/// Where an event stands in the order of one clock.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Place {
    /// The order.
    pub(crate) ordinal: Ordinal,
    /// Whether the event has a time of its own. One that has none stands behind its predecessor in the input
    /// and takes part in no sequence (spec 13.5).
    pub(crate) is_timed: bool,
}

/// Gives places to the events of one clock, in the order of the input.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    timestamp: FieldPath,
    timestamp_type: FieldType,
    tiebreaker: Option<FieldPath>,
    last: Option<Ordinal>,
}

impl Place {
    /// The time of the event, where it has one of its own.
    pub(crate) fn time(&self) -> Option<Timestamp> {
        self.is_timed.then_some(self.ordinal.time)
    }
}

impl Clock {
    /// The type of the time says how exact it is.
    pub(crate) fn new(
        (timestamp, timestamp_type): (&str, FieldType),
        tiebreaker: Option<&str>,
    ) -> Self {
        let (timestamp, tiebreaker) = (FieldPath::new(timestamp), tiebreaker.map(FieldPath::new));
        Self { timestamp, timestamp_type, tiebreaker, last: None }
    }

    /// The clocks of a program, by `ClockId`.
    pub(crate) fn all(program: &pack::Program) -> Vec<Self> {
        let path = |field: pack::FieldId| program.fields[field.index()].path.as_str();
        let clock = |clock: &pack::Clock| {
            let timestamp_type = program.fields[clock.timestamp.index()].field_type;
            Self::new((path(clock.timestamp), timestamp_type), clock.tiebreaker.map(path))
        };
        program.clocks.iter().map(clock).collect()
    }

    /// Forgets the predecessor: a new input begins.
    pub(crate) fn restart(&mut self) {
        self.last = None;
    }

    /// The place of the next event; `position` counts all events of all inputs.
    pub(crate) fn place(&mut self, document: &Document, position: u64) -> Place {
        let timestamp = (&self.timestamp, self.timestamp_type);
        let own = Ordinal::typed(document, timestamp, self.tiebreaker.as_ref(), position);
        match own {
            Some(ordinal) => self.timed(ordinal),
            None => self.behind(position),
        }
    }

    /// The place of an event with this ordinal, which is the next one.
    pub(crate) fn timed(&mut self, ordinal: Ordinal) -> Place {
        self.last = Some(ordinal.clone());
        Place { ordinal, is_timed: true }
    }

    /// The place of the next event, which has no time.
    pub(crate) fn behind(&self, position: u64) -> Place {
        let behind = self.last.clone().unwrap_or_else(beginning);
        Place { ordinal: Ordinal { position, ..behind }, is_timed: false }
    }
}

/// Before every event.
fn beginning() -> Ordinal {
    Ordinal { time: Timestamp::from_nanos(i128::MIN), tiebreaker: Value::Null, position: 0 }
}
