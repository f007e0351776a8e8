//! Holds back the matches of rules with pipes until all are known (spec 18.7).

use std::collections::{BTreeMap, BTreeSet};

use eql_functions::Pipe;
use matcher::Matcher;
use pack::RuleId;

use super::Found;

/// What is held back, by rule.
#[derive(Default)]
pub(super) struct Held {
    rules: BTreeMap<RuleId, Vec<Found>>,
}

impl Held {
    /// Holds a match back if its rule has a pipe; gives it back otherwise.
    pub(super) fn hold(&mut self, matcher: &Matcher, found: Found) -> Option<Found> {
        if !has_pipes(matcher, &found) {
            return Some(found);
        }
        self.rules.entry(found.rule).or_default().push(found);
        None
    }

    /// What the pipes keep, by rule.
    pub(super) fn release(self, matcher: &Matcher) -> Vec<Found> {
        let kept = self
            .rules
            .into_iter()
            .map(|(rule, found)| Pipe::apply(&matcher.rule(rule).pipes, found));
        kept.flatten().collect()
    }
}

/// The matches of all rules, in order, without those that the pipes of their rule leave out.
pub(super) fn keep(matcher: &Matcher, found: Vec<Found>) -> Vec<Found> {
    let mut piped: BTreeMap<RuleId, Vec<usize>> = BTreeMap::new();
    for (index, one) in found.iter().enumerate().filter(|(_, one)| has_pipes(matcher, one)) {
        piped.entry(one.rule).or_default().push(index);
    }
    let kept = piped
        .into_iter()
        .flat_map(|(rule, indexes)| Pipe::apply(&matcher.rule(rule).pipes, indexes));
    let kept: BTreeSet<usize> = kept.collect();
    let all = found.into_iter().enumerate();
    all.filter(|(index, one)| !has_pipes(matcher, one) || kept.contains(index))
        .map(|(_, one)| one)
        .collect()
}

fn has_pipes(matcher: &Matcher, found: &Found) -> bool {
    !matcher.rule(found.rule).pipes.is_empty()
}
