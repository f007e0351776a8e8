//! Events that are alike at all gates.

use hashbrown::HashMap;
use pack::FieldId;

use super::key::write_key;
use super::outlook::Outlook;
use super::{FilterSet, Index, Rules};
use crate::values::Values;

/// More than streams of events have, and a bound where someone makes them up.
const MAX_PARTITIONS: usize = 4096;

/// Longer keys are not remembered: events may have values of any length and any number of them.
const MAX_KEY: usize = 1024;

/// So many partitions have their memory from the start: most streams have fewer, and an event that is the first of its
/// kind allocates nothing.
const PREPARED: usize = 512;

/// The memory that is prepared for the key of one.
const PREPARED_KEY: usize = 128;

/// What all events with the same values at the gates have in common.
#[derive(Debug, Default)]
pub(super) struct Partition {
    /// The filters that all gates let through.
    pub(super) open: FilterSet,
    /// Those of them that no probe names.
    pub(super) unprobed: FilterSet,
    /// The probes that can name one of them, by place, with their fields.
    pub(super) probes: Vec<(usize, FieldId)>,
}

/// The partitions that events were in so far, by their values at the gates.
#[derive(Debug, Default)]
pub(super) struct Partitions {
    /// Places in `all`.
    known: HashMap<Vec<u8>, usize>,
    /// Those that are known come first, then the prepared ones.
    all: Vec<Partition>,
    /// Memory for keys.
    keys: Vec<Vec<u8>>,
    /// The values at the gates of the event at hand.
    key: Vec<u8>,
    /// What one gate lets through.
    passing: FilterSet,
    /// The partition of an event with a longer key.
    unknown: Partition,
}

impl Partitions {
    pub(super) fn new(index: &Index) -> Self {
        let prepared = || Partition {
            open: index.unprobed.clone(),
            unprobed: index.unprobed.clone(),
            probes: Vec::with_capacity(index.probes.len()),
        };
        Self {
            known: HashMap::with_capacity(PREPARED),
            all: std::iter::repeat_with(prepared).take(PREPARED).collect(),
            keys: std::iter::repeat_with(|| Vec::with_capacity(PREPARED_KEY))
                .take(PREPARED)
                .collect(),
            passing: index.unprobed.clone(),
            ..Self::default()
        }
    }

    /// The partition of an event.
    pub(super) fn of(
        &mut self,
        index: &Index,
        event: (&Values<'_>, Rules<'_>),
        (part, outlook): (&mut Vec<u8>, &mut Outlook),
    ) -> &Partition {
        self.write_key(index, event.0, part);
        if self.key.len() > MAX_KEY {
            self.unknown.fill(index, event, (&mut self.passing, part, outlook));
            return &self.unknown;
        }
        let known = self.known.get(&self.key).copied();
        let place = known.unwrap_or_else(|| self.add(index, event, (part, outlook)));
        &self.all[place]
    }

    fn write_key(&mut self, index: &Index, values: &Values<'_>, part: &mut Vec<u8>) {
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
    }

    /// Remembers the partition of the present key; its place.
    fn add(
        &mut self,
        index: &Index,
        event: (&Values<'_>, Rules<'_>),
        (part, outlook): (&mut Vec<u8>, &mut Outlook),
    ) -> usize {
        if self.known.len() >= MAX_PARTITIONS {
            self.known.clear();
        }
        let place = self.known.len();
        if place == self.all.len() {
            self.all.push(Partition::default());
        }
        self.all[place].fill(index, event, (&mut self.passing, part, outlook));
        let mut key = self.keys.pop().unwrap_or_default();
        key.extend_from_slice(&self.key);
        self.known.insert(key, place);
        place
    }
}

impl Partition {
    /// Becomes the partition of an event.
    fn fill(
        &mut self,
        index: &Index,
        (values, rules): (&Values<'_>, Rules<'_>),
        (passing, key, outlook): (&mut FilterSet, &mut Vec<u8>, &mut Outlook),
    ) {
        let Self { open, unprobed, probes } = self;
        open.copy_from(&index.unprobed);
        open.fill();
        for gate in &index.gates {
            gate.narrow(open, values, (&mut *passing, &mut *key));
        }
        index.presence.narrow(open, values);
        open.retain(|filter| {
            outlook.may_hold(rules.code(filter), |id| index.absent(values, rules, id))
        });
        unprobed.copy_from(&index.unprobed);
        unprobed.intersect(open);
        probes.clear();
        let named = (0..).zip(&index.probes).filter(|(_, probe)| probe.names_one_of(open));
        probes.extend(named.map(|(place, probe)| (place, probe.field())));
    }
}
