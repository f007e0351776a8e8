//! Samples: one event for each filter, all with one key (spec 18.1, 18.2).

use std::collections::BTreeMap;

use eql_hir::Sample;
use event::JoinKey;

use crate::view::View;
use crate::{Found, Oracle, Stamped};

/// For each key, the events of each part in their order.
type Candidates = BTreeMap<JoinKey, Vec<Vec<usize>>>;

impl Oracle<'_> {
    /// Keys in ascending order; for each, the earliest groups of distinct events.
    pub(crate) fn samples(&self, sample: &Sample, events: &[Stamped<'_>]) -> Vec<Found> {
        let mut candidates = Candidates::new();
        for (index, part) in sample.parts.iter().enumerate() {
            for place in 0..events.len() {
                for key in self.keys(part, View::at(events, place)) {
                    let parts = candidates
                        .entry(key)
                        .or_insert_with(|| vec![Vec::new(); sample.parts.len()]);
                    parts[index].push(place);
                }
            }
        }
        let found = candidates.into_iter().flat_map(|(key, parts)| {
            let mut groups = Vec::new();
            self.groups(&parts, &mut Vec::new(), &mut groups);
            let found = move |events: Vec<usize>| Found {
                events: events.into_iter().map(Some).collect(),
                join_keys: key.clone(),
            };
            groups.into_iter().map(found)
        });
        found.collect()
    }

    /// Tries the events of the first part that has none chosen, the earliest first; an event stands once in a
    /// group.
    fn groups(&self, parts: &[Vec<usize>], chosen: &mut Vec<usize>, groups: &mut Vec<Vec<usize>>) {
        let Some(part) = parts.get(chosen.len()) else {
            groups.push(chosen.clone());
            return;
        };
        for &event in part {
            if groups.len() < self.max_samples_per_key && !chosen.contains(&event) {
                chosen.push(event);
                self.groups(parts, chosen, groups);
                chosen.pop();
            }
        }
    }
}
