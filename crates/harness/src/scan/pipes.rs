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

/// Of the matches of all rules, in order, drops those that the pipes of their rule leave out.
pub(super) fn keep<P>(matcher: &Matcher, found: &mut Vec<(P, Found)>) {
    let mut piped: BTreeMap<RuleId, Vec<usize>> = BTreeMap::new();
    let piped_matches = found.iter().enumerate().filter(|(_, (_, one))| has_pipes(matcher, one));
    for (index, (_, one)) in piped_matches {
        piped.entry(one.rule).or_default().push(index);
    }
    if piped.is_empty() {
        return;
    }
    let kept = piped
        .into_iter()
        .flat_map(|(rule, indexes)| Pipe::apply(&matcher.rule(rule).pipes, indexes));
    let kept: BTreeSet<usize> = kept.collect();
    let mut index = 0..;
    found.retain(|(_, one)| {
        let index = index.next();
        !has_pipes(matcher, one) || index.is_some_and(|index| kept.contains(&index))
    });
}

fn has_pipes(matcher: &Matcher, found: &Found) -> bool {
    !matcher.rule(found.rule).pipes.is_empty()
}
