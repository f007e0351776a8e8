//! The place of each event in the order of its time.

use event::{Ordinal, Timestamp, Value};

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
#[derive(Clone, Debug, Default)]
pub(crate) struct Clock {
    last: Option<Ordinal>,
}

impl Place {
    /// The time of the event, where it has one of its own.
    pub(crate) fn time(&self) -> Option<Timestamp> {
        self.is_timed.then_some(self.ordinal.time)
    }
}

impl Clock {
    /// Forgets the predecessor: a new input begins.
    pub(crate) fn restart(&mut self) {
        self.last = None;
    }

    /// The place of the next event, which has this ordinal or, where it is `None`, no time; `position` counts all events
    /// of all inputs.
    pub(crate) fn place(&mut self, own: Option<Ordinal>, position: u64) -> Place {
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
