//! How much the generated pairs show: which of them match, and what is in those that do.

use std::collections::BTreeMap;
use std::fmt;

use super::constructs::Constructs;

/// Counts over all pairs of a run.
#[derive(Default)]
pub(super) struct Histogram {
    pairs: u64,
    matching: u64,
    matching_sequences: u64,
    /// For each construct, in how many pairs it is, and in how many that match.
    constructs: BTreeMap<String, Count>,
}

#[derive(Clone, Copy, Default)]
struct Count {
    all: u64,
    matching: u64,
}

/// Of 1000 pairs, how many must match.
const LEAST_MATCHING: u64 = 300;
/// Of 1000 pairs, how many must match with a sequence of two or more positive stages.
const LEAST_SEQUENCES: u64 = 100;

impl Histogram {
    /// Counts a pair.
    pub(super) fn add(&mut self, constructs: Constructs, matches: bool) {
        self.pairs += 1;
        self.matching += u64::from(matches);
        self.matching_sequences += u64::from(matches && constructs.contains("several stages"));
        for name in constructs {
            let count = self.constructs.entry(name).or_default();
            count.all += 1;
            count.matching += u64::from(matches);
        }
    }

    /// Adds what another part of the run counted.
    pub(super) fn merge(&mut self, other: Self) {
        self.pairs += other.pairs;
        self.matching += other.matching;
        self.matching_sequences += other.matching_sequences;
        for (name, count) in other.constructs {
            let own = self.constructs.entry(name).or_default();
            own.all += count.all;
            own.matching += count.matching;
        }
    }

    /// What the run does not show, of what it must: the shares, and these constructs among the pairs that match.
    pub(super) fn shortfalls<'n>(&self, required: impl Iterator<Item = &'n str>) -> Vec<String> {
        let shares = [
            ("pairs that match", self.matching, LEAST_MATCHING),
            ("pairs that match with a sequence", self.matching_sequences, LEAST_SEQUENCES),
        ];
        let low = shares.into_iter().filter(|(_, count, least)| count * 1000 < least * self.pairs);
        let mut found: Vec<_> = low
            .map(|(name, count, least)| {
                format!("{name}: {count} of {}, at least {least} of 1000 wanted", self.pairs)
            })
            .collect();
        let absent = required.filter(|name| self.matching_with(name) == 0);
        found.extend(absent.map(|name| format!("`{name}` is in no pair that matches")));
        found
    }

    fn matching_with(&self, name: &str) -> u64 {
        self.constructs.get(name).map_or(0, |count| count.matching)
    }
}

impl fmt::Display for Histogram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:>9} {:>9}", "matching", "in all")?;
        writeln!(f, "{:>9} {:>9}  pairs", self.matching, self.pairs)?;
        self.constructs.iter().try_for_each(|(name, Count { all, matching })| {
            writeln!(f, "{matching:>9} {all:>9}  {name}")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_that_matches_and_absent_constructs_are_told() {
        let mut histogram = Histogram::default();
        let shown = |name: &str| Constructs::from([name.to_owned()]);
        (0..8).for_each(|_| histogram.add(shown("until"), false));
        (0..2).for_each(|_| histogram.add(shown("several stages"), true));
        let told = histogram.shortfalls(["until", "several stages", "runs"].into_iter());
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told[0].starts_with("pairs that match: 2 of 10"), "{told:?}");
        let absent = ["`until` is in no pair that matches", "`runs` is in no pair that matches"];
        assert_eq!(told[1..], absent);
        (0..2).for_each(|_| histogram.add(shown("until"), true));
        assert_eq!(histogram.shortfalls(["until"].into_iter()), [""; 0]);
    }
}
