//! Events that are alike at all gates.

use hashbrown::HashMap;

use super::key::write_key;
use super::{FilterSet, Index};
use crate::values::Values;

/// More than streams of events have, and a bound where someone makes them up.
const MAX_PARTITIONS: usize = 4096;

/// Longer keys are not remembered: events may have values of any length and any number of them.
const MAX_KEY: usize = 1024;

/// What all events with the same values at the gates have in common.
#[derive(Debug)]
pub(super) struct Partition {
    /// The filters that all gates let through.
    pub(super) open: FilterSet,
    /// Those of them that no probe names.
    pub(super) unprobed: FilterSet,
    /// The probes that can name one of them, by place.
    pub(super) probes: Vec<usize>,
}

/// The partitions that events were in so far, by their values at the gates.
#[derive(Debug, Default)]
pub(super) struct Partitions {
    known: HashMap<Vec<u8>, Partition>,
    /// The values at the gates of the event at hand.
    key: Vec<u8>,
    /// The partition of an event with a longer key.
    unknown: Option<Partition>,
}

impl Partitions {
    /// The partition of an event.
    pub(super) fn of(
        &mut self,
        index: &Index,
        values: &Values<'_>,
        part: &mut Vec<u8>,
    ) -> &Partition {
        self.key.clear();
        for gate in &index.gates {
            for value in values.of(gate.field()) {
                write_key(&value, part);
                self.key.extend_from_slice(&part.len().to_le_bytes());
                self.key.extend_from_slice(part);
            }
            self.key.push(0);
        }
        self.key.extend_from_slice(&index.presence.of(values).to_le_bytes());
        if self.key.len() > MAX_KEY {
            return self.unknown.insert(Partition::new(index, values));
        }
        if self.known.len() >= MAX_PARTITIONS && !self.known.contains_key(&self.key) {
            self.known.clear();
        }
        self.known.entry_ref(&self.key).or_insert_with(|| Partition::new(index, values))
    }
}

impl Partition {
    fn new(index: &Index, values: &Values<'_>) -> Self {
        let (mut open, mut unprobed) = (index.unprobed.clone(), index.unprobed.clone());
        open.fill();
        for gate in &index.gates {
            gate.narrow(&mut open, values);
        }
        index.presence.narrow(&mut open, values);
        unprobed.intersect(&open);
        let probes = (0..).zip(&index.probes).filter(|(_, probe)| probe.names_one_of(&open));
        Self { probes: probes.map(|(place, _)| place).collect(), open, unprobed }
    }
}
