//! One rule and its cases, ready to try mutants on.

use std::collections::BTreeSet;

use eql_hir::Query;
use eql_mutants::Change;
use event::SequenceMode;
use oracle::{Oracle, Stamped};

use super::facts::Facts;
use crate::Rule;
use crate::fixtures::{Case, Ordered, verdict};

/// The cases of a rule with what is known of their events.
pub(super) struct Trial<'c> {
    /// The query, which each change goes into and out of again.
    working: Query,
    mode: SequenceMode,
    cases: Vec<Ready<'c>>,
    /// The case of each event.
    case_of: Vec<usize>,
    facts: Option<Facts<'c>>,
}

/// A case with its events in order.
struct Ready<'c> {
    case: &'c Case,
    ordered: Ordered<'c>,
    stamped: Vec<Stamped<'c>>,
}

impl<'c> Trial<'c> {
    pub(super) fn new(rule: &Rule, cases: &[&'c Case]) -> Self {
        let ready = cases.iter().map(|&case| {
            let ordered = Ordered::new(rule, &case.events);
            Ready { case, stamped: ordered.stamped(), ordered }
        });
        let events = cases.iter().flat_map(|case| &case.events).collect();
        let case_of =
            cases.iter().enumerate().flat_map(|(place, case)| vec![place; case.events.len()]);
        Self {
            working: rule.query.clone(),
            mode: rule.sequence_mode,
            case_of: case_of.collect(),
            facts: Facts::of(&rule.query, events),
            cases: ready.collect(),
        }
    }

    /// A case that the rule itself fails.
    pub(super) fn failing(&self) -> Option<&'c Case> {
        self.first_failing(0..self.cases.len())
    }

    /// The first case that fails under a change of the rule.
    pub(super) fn killer(&mut self, change: &mut Change) -> Option<&'c Case> {
        change.swap(&mut self.working);
        let killer = match self.touched(change) {
            Some(cases) => self.first_failing(cases),
            None => self.first_failing(0..self.cases.len()),
        };
        change.swap(&mut self.working);
        killer
    }

    /// The cases on which the change can make a difference; `None` for all.
    fn touched(&self, change: &Change) -> Option<BTreeSet<usize>> {
        let mut cases = BTreeSet::new();
        let mut turned = |event: usize| {
            cases.insert(self.case_of[event]);
        };
        let is_known = self.facts.as_ref()?.each_turned(change, &self.working, &mut turned);
        is_known.then_some(cases)
    }

    fn first_failing(&self, cases: impl IntoIterator<Item = usize>) -> Option<&'c Case> {
        let oracle = Oracle::new(&self.working).in_mode(self.mode);
        let mut cases = cases.into_iter().map(|place| &self.cases[place]);
        cases.find(|ready| ready.fails(&oracle)).map(|ready| ready.case)
    }
}

impl Ready<'_> {
    fn fails(&self, oracle: &Oracle<'_>) -> bool {
        let matches = self.ordered.matches(oracle.run(&self.stamped));
        !verdict(self.case, &matches).is_passed()
    }
}
