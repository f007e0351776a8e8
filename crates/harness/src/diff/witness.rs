//! Events that show how two rules differ. Both engines have run both rules over them.

use std::cell::OnceCell;

use eql_compiler::RuleSource;
use eql_solver::{Options, Side, Suspects};
use event::{Document, SequenceMode};
use matcher::Matcher;
use oracle::Oracle;

use super::proof::Proof;
use super::versions::Logic;
use crate::fixtures::{Matches, Ordered, run_matcher};

/// How often the solver is asked at most for one rule; a fifth of what a generator of cases may ask.
const MAX_CALLS: usize = 1600;

/// Events with what each rule finds in them.
#[derive(Clone, PartialEq, Debug)]
pub struct Witness {
    /// The events, in the order of the input.
    pub events: Vec<Document>,
    /// What the old rule finds: records from 1, and join keys.
    pub old: Matches,
    /// What the new rule finds.
    pub new: Matches,
}

/// The events that were found.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Witnesses {
    /// Only the old rule matches.
    pub only_old: Option<Witness>,
    /// Only the new rule matches.
    pub only_new: Option<Witness>,
    /// Both match, and their matches are not the same; only where nothing else was found.
    pub both: Option<Witness>,
}

impl Witnesses {
    fn are_some(&self) -> bool {
        self.only_old.is_some() || self.only_new.is_some() || self.both.is_some()
    }
}

/// Events that tell two rules apart, in each direction where some are found. What differs beside clauses, such as keys and
/// times, shows only in cases.
pub(super) fn find(
    old: &Logic,
    new: &Logic,
    proof: Option<&Proof>,
    differ_beside_clauses: bool,
) -> Witnesses {
    let options = Options {
        timestamp_field: old.time.timestamp.clone(),
        timestamp_type: old.time.timestamp_type,
        tiebreaker_field: old.time.tiebreaker.clone(),
        max_calls: MAX_CALLS,
        ..Options::default()
    };
    let suspects = Suspects { one: &old.query, other: &new.query, options: &options };
    let (one, other) = (Engines::of(old), Engines::of(new));
    let mut search = Search { old: &one, new: &other, proof, found: Witnesses::default() };
    suspects.by_stage().for_each(|events| search.look_at(events));
    for side in [Side::Other, Side::One] {
        if search.is_done() || (search.found.are_some() && !differ_beside_clauses) {
            break;
        }
        suspects.cases(side).for_each(|events| search.look_at(events));
    }
    let mut found = search.found;
    if found.only_old.is_some() || found.only_new.is_some() {
        found.both = None;
    }
    found
}

struct Search<'l> {
    old: &'l Engines<'l>,
    new: &'l Engines<'l>,
    proof: Option<&'l Proof>,
    found: Witnesses,
}

impl Search<'_> {
    fn look_at(&mut self, events: Vec<Document>) {
        if self.is_done() {
            return;
        }
        let (old, new) = (self.old.by_oracle(&events), self.new.by_oracle(&events));
        let slot = match (old.is_empty(), new.is_empty()) {
            (false, true) => &mut self.found.only_old,
            (true, false) => &mut self.found.only_new,
            (_, _) if old != new => &mut self.found.both,
            (_, _) => return,
        };
        let agree = || {
            self.old.by_matcher(&events).as_ref() == Some(&old)
                && self.new.by_matcher(&events).as_ref() == Some(&new)
        };
        if slot.is_none() && agree() {
            *slot = Some(Witness { events, old, new });
        }
    }

    /// Whether no more is to be found.
    fn is_done(&self) -> bool {
        let old = self.found.only_old.is_some() || self.proof == Some(&Proof::OldWithinNew);
        let new = self.found.only_new.is_some() || self.proof == Some(&Proof::NewWithinOld);
        old && new
    }
}

/// Both engines, ready to run one rule.
struct Engines<'l> {
    logic: &'l Logic,
    oracle: Oracle<'l>,
    /// Made when it is needed; nothing where it refuses the program, which would be a bug.
    matcher: OnceCell<Option<Matcher>>,
}

impl<'l> Engines<'l> {
    fn of(logic: &'l Logic) -> Self {
        Self { logic, oracle: Oracle::new(&logic.query), matcher: OnceCell::new() }
    }

    fn by_oracle(&self, events: &[Document]) -> Matches {
        let ordered = Ordered::by(&self.logic.time, events);
        ordered.matches(self.oracle.run(&ordered.stamped()))
    }

    fn by_matcher(&self, events: &[Document]) -> Option<Matches> {
        let ordered = Ordered::by(&self.logic.time, events);
        let matcher = self.matcher.get_or_init(|| self.logic.matcher()).as_ref()?;
        Some(run_matcher(&self.logic.query, matcher, SequenceMode::default(), &ordered))
    }
}

impl Logic {
    fn matcher(&self) -> Option<Matcher> {
        let source = RuleSource {
            timestamp_field: self.time.timestamp.as_str(),
            timestamp_type: self.time.timestamp_type,
            tiebreaker_field: self.time.tiebreaker.as_ref().map(event::FieldPath::as_str),
            ..RuleSource::new("rule", &self.query)
        };
        Matcher::new(eql_compiler::compile(&[source])).ok()
    }
}
