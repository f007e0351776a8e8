//! One rule's samples: the earliest events of each part for each key (spec 18.1, 18.2).

use std::collections::BTreeMap;

use event::{JoinKey, Timestamp};

use crate::bounds::{Held, key_bytes};
use crate::filter::{StageHit, StageRef};
use crate::look_back::Ground;

/// The candidates of one rule. Ordered, because keys come out in ascending order (spec 18.8).
#[derive(Debug)]
pub(crate) struct Sample<E> {
    candidates: BTreeMap<JoinKey, Vec<Vec<Candidate<E>>>>,
}

/// An event with a number that no other event of the stream has.
#[derive(Debug)]
pub(crate) struct Candidate<E> {
    pub(crate) serial: u64,
    pub(crate) time: Option<Timestamp>,
    pub(crate) event: E,
}

/// A sample that is complete.
#[derive(Debug)]
pub(crate) struct Group<E> {
    pub(crate) key: JoinKey,
    /// The time of the latest event that has one.
    pub(crate) time: Option<Timestamp>,
    /// One a part.
    pub(crate) events: Vec<E>,
}

impl<E> Default for Sample<E> {
    fn default() -> Self {
        Self { candidates: BTreeMap::new() }
    }
}

impl<E: Clone> Sample<E> {
    /// Keeps an event for the parts that take it. Of each part only the earliest events are kept: with `parts`
    /// parts, later ones can stand in no group that is among the first `max_groups`.
    pub(crate) fn add(
        &mut self,
        hits: &[StageHit],
        parts: usize,
        max_groups: usize,
        candidate: impl Fn() -> Candidate<E>,
        ground: &Ground<'_>,
    ) {
        for hit in hits.iter().filter(|hit| ground.takes(hit, &[])) {
            let StageRef::Stage(part) = hit.stage else { continue };
            for key in hit.keys.iter() {
                let empty = || (0..parts).map(|_| Vec::new()).collect();
                let candidates =
                    &mut self.candidates.entry(key.to_join_key()).or_insert_with(empty)
                        [part as usize];
                if candidates.len() < (parts - 1).saturating_add(max_groups) {
                    candidates.push(candidate());
                }
            }
        }
    }

    /// The groups: keys in ascending order, for each the earliest groups of distinct events.
    pub(crate) fn finish(&mut self, max_groups: usize) -> Vec<Group<E>> {
        let mut found = Vec::new();
        for (key, parts) in std::mem::take(&mut self.candidates) {
            let mut groups = Vec::new();
            choose(&parts, max_groups, &mut Vec::new(), &mut groups);
            let group = |(time, events)| Group { key: key.clone(), time, events };
            found.extend(groups.into_iter().map(group));
        }
        found
    }
}

impl<E> Held<E> for Sample<E> {
    fn keys(&self) -> usize {
        self.candidates.len()
    }

    fn bytes(&self, weigh: fn(&E) -> u64) -> u64 {
        let own = (size_of::<Candidate<E>>() - size_of::<E>()) as u64;
        let weight = |candidate: &Candidate<E>| own + weigh(&candidate.event);
        let candidates = self.candidates.iter().map(|(key, parts)| {
            let events = parts.iter().flatten().map(weight).sum::<u64>();
            key_bytes(key) + size_of_val(parts.as_slice()) as u64 + events
        });
        candidates.sum()
    }

    fn ages(&self, ages: &mut Vec<u64>) {
        ages.extend(self.candidates.values().map(|parts| oldest(parts)));
    }

    fn drop_until(&mut self, age: u64) -> u64 {
        let before = self.candidates.len();
        self.candidates.retain(|_, parts| oldest(parts) > age);
        (before - self.candidates.len()) as u64
    }
}

fn oldest<E>(parts: &[Vec<Candidate<E>>]) -> u64 {
    parts.iter().flatten().map(|candidate| candidate.serial).min().unwrap_or_default()
}

/// Chooses an event for each part in turn, the earliest first.
fn choose<'c, E: Clone>(
    parts: &'c [Vec<Candidate<E>>],
    max_groups: usize,
    chosen: &mut Vec<&'c Candidate<E>>,
    groups: &mut Vec<(Option<Timestamp>, Vec<E>)>,
) {
    let Some(part) = parts.get(chosen.len()) else {
        let time = chosen.iter().filter_map(|candidate| candidate.time).max();
        groups.push((time, chosen.iter().map(|candidate| candidate.event.clone()).collect()));
        return;
    };
    for candidate in part {
        let used = chosen.iter().any(|other| other.serial == candidate.serial);
        if groups.len() < max_groups && !used {
            chosen.push(candidate);
            choose(parts, max_groups, chosen, groups);
            chosen.pop();
        }
    }
}
