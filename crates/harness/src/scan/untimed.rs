//! Events without a time that can be read, counted by what is wrong with it.

/// How many events have no time by some clock.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Untimed {
    /// Nothing stands there.
    pub(super) absent: u64,
    /// What stands there is no time.
    pub(super) unreadable: u64,
}

/// Why an event has no time by a clock; of several clocks the later reason counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Lack {
    /// Nothing stands there.
    Absent,
    /// What stands there is no time.
    Unreadable,
}

impl Lack {
    /// Of an event that has no time, though something may stand there.
    pub(super) fn of(has_value: bool) -> Self {
        if has_value { Self::Unreadable } else { Self::Absent }
    }
}

impl Untimed {
    /// Counts an event.
    pub(super) fn add(&mut self, lack: Option<Lack>) {
        match lack {
            None => {}
            Some(Lack::Absent) => self.absent += 1,
            Some(Lack::Unreadable) => self.unreadable += 1,
        }
    }
}
