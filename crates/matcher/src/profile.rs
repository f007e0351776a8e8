//! What each rule costs, and each of its clauses.
//!
//! Every rule is billed as if it were alone: its filters run on every event, without the index, and an answer that
//! another rule has asked for before is billed again. So the figures of a rule are its own: they stay the same when
//! another rule joins the set. Beside that stands what the rule costs in a scan of this set: the same bill for the
//! filters that the index names only.
//!
//! Filters run by the same `execute` and leaves by the same tests as in a scan, with a meter that counts. What is not
//! billed: reading the event and looking into the index, which all rules share, and what sequences do with the events
//! that their stages take. A leaf that looks back is asked once, and open.

use std::collections::BTreeMap;

use event::{Document, Slots};
use pack::{FilterId, Instruction, Plan, PredicateId, Rule};

use crate::Matcher;
use crate::filter::execute;
use crate::index::{FilterSet, IndexScratch};
use crate::meter::{Meter, Work};
use crate::values::Values;

/// What the rules of a matcher cost over some events.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Profile {
    /// How many events.
    pub events: u64,
    /// By rule.
    pub rules: Vec<RuleProfile>,
}

/// What one rule costs.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RuleProfile {
    /// The work where the rule is alone and nothing but its filters decides: every filter of it on every event.
    pub alone: Work,
    /// The work of the filters that the index names: all of them where it is off.
    pub scan: Work,
    /// In how many events the index names one of its filters.
    pub candidates: u64,
    /// Its leaves in the order of the program, with their shares of `alone`. They sum up to it but for instructions
    /// before the first leaf of a filter, which only constants have.
    pub clauses: Vec<ClauseProfile>,
}

/// What one clause of a rule costs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClauseProfile {
    /// The leaf.
    pub leaf: PredicateId,
    /// Its evaluation, with all that stands in it, and the instructions from its test to the next.
    pub work: Work,
}

impl Profile {
    /// Adds what the same rules cost over other events.
    pub fn merge(&mut self, other: &Self) {
        self.events += other.events;
        for (rule, other) in self.rules.iter_mut().zip(&other.rules) {
            rule.alone += other.alone;
            rule.scan += other.scan;
            rule.candidates += other.candidates;
            for (clause, other) in rule.clauses.iter_mut().zip(&other.clauses) {
                clause.work += other.work;
            }
        }
    }
}

/// Counts what rules cost, event by event; one for each thread.
#[derive(Debug)]
pub struct Profiler<'m> {
    matcher: &'m Matcher,
    profile: Profile,
    /// By rule: its filters, each once, in the order in which they run.
    filters: Vec<Vec<FilterId>>,
    leaves: Leaves<'m>,
    index: IndexScratch,
    slots: Slots,
}

impl Matcher {
    /// Counts for one thread; `Profile::merge` puts the counts of several together.
    pub fn create_profiler(&self) -> Profiler<'_> {
        let filters: Vec<_> = self.program.rules.iter().map(filters_of).collect();
        let rules = filters.iter().map(|filters| self.empty_profile(filters)).collect();
        Profiler {
            matcher: self,
            profile: Profile { events: 0, rules },
            filters,
            leaves: Leaves::new(self),
            index: self.index.create_scratch(&self.program, self.options.value_memo),
            slots: Slots::default(),
        }
    }

    fn empty_profile(&self, filters: &[FilterId]) -> RuleProfile {
        let code = filters.iter().flat_map(|filter| &self.program.filters[filter.index()].code);
        let leaves = code.filter_map(|&instruction| asked(instruction));
        let clauses: BTreeMap<_, _> = leaves.map(|leaf| (leaf, Work::default())).collect();
        let clauses = clauses.into_iter().map(|(leaf, work)| ClauseProfile { leaf, work });
        RuleProfile { clauses: clauses.collect(), ..RuleProfile::default() }
    }
}

impl Profiler<'_> {
    /// Counts what one event costs each rule.
    pub fn event(&mut self, document: &Document) {
        let matcher = self.matcher;
        let fields = matcher.extractor.read_document(document, &mut self.slots);
        let values = Values::new(fields, &matcher.program.fields);
        let (candidates, _) = matcher.index.candidates(&mut self.index, &values, matcher.rules());
        let event = Event { document, values };
        self.profile.events += 1;
        self.leaves.epoch += 1;
        for (filters, rule) in self.filters.iter().zip(&mut self.profile.rules) {
            rule.add(&mut self.leaves, &event, filters, candidates);
        }
    }

    /// What all events have cost.
    pub fn finish(self) -> Profile {
        self.profile
    }
}

impl RuleProfile {
    fn add(
        &mut self,
        leaves: &mut Leaves<'_>,
        event: &Event<'_>,
        filters: &[FilterId],
        candidates: &FilterSet,
    ) {
        let bill = &mut Bill { clauses: &mut self.clauses, current: None, total: Work::default() };
        leaves.run(event, filters.iter().copied(), bill);
        self.alone += bill.total;
        let named = || filters.iter().copied().filter(|&filter| candidates.contains(filter));
        if named().next().is_some() {
            let bill = &mut Bill { clauses: &mut [], current: None, total: Work::default() };
            leaves.run(event, named(), bill);
            self.scan += bill.total;
            self.candidates += 1;
        }
    }
}

/// One event.
struct Event<'e> {
    document: &'e Document,
    values: Values<'e>,
}

/// The answers of all leaves for the event at hand. Each is worked out once; every rule that asks pays for it.
#[derive(Debug)]
struct Leaves<'m> {
    matcher: &'m Matcher,
    /// The number of the present event.
    epoch: u64,
    answers: Vec<Answer>,
    /// The number of the present bill.
    bill: u64,
    /// By predicate, the last bill that it is on: within one, an answer is kept.
    billed: Vec<u64>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Answer {
    epoch: u64,
    holds: Option<bool>,
    work: Work,
}

impl<'m> Leaves<'m> {
    fn new(matcher: &'m Matcher) -> Self {
        let count = matcher.program.predicates.len();
        let answers = vec![Answer::default(); count];
        Self { matcher, epoch: 0, answers, bill: 0, billed: vec![0; count] }
    }

    /// Runs filters of one rule for one bill.
    fn run(
        &mut self,
        event: &Event<'_>,
        filters: impl Iterator<Item = FilterId>,
        bill: &mut Bill<'_>,
    ) {
        self.bill += 1;
        for filter in filters {
            bill.current = None;
            let code = &self.matcher.program.filters[filter.index()].code;
            execute(code, bill, |leaf, bill| self.ask(event, leaf, bill));
        }
    }

    fn ask(&mut self, event: &Event<'_>, leaf: PredicateId, bill: &mut Bill<'_>) -> Option<bool> {
        if self.answers[leaf.index()].epoch != self.epoch {
            self.answers[leaf.index()] = self.answer(event, leaf);
        }
        let answer = self.answers[leaf.index()];
        if self.billed[leaf.index()] != self.bill {
            self.billed[leaf.index()] = self.bill;
            bill.add(answer.work);
        }
        answer.holds
    }

    /// A leaf that looks back has no answer yet and costs no more than to be asked.
    fn answer(&self, event: &Event<'_>, leaf: PredicateId) -> Answer {
        let Self { matcher, epoch, .. } = *self;
        if matcher.look_back.asks(leaf) {
            return Answer { epoch, holds: None, work: Work { leaves: 1, ..Work::default() } };
        }
        let mut work = Work::default();
        let Event { document, values } = event;
        let holds = matcher.test(leaf, values, Some(document), &mut 0, &mut work);
        Answer { epoch, holds: Some(holds), work }
    }
}

/// What one rule pays for one event.
struct Bill<'b> {
    /// Ascending by leaf.
    clauses: &'b mut [ClauseProfile],
    /// The place of the leaf that the present instruction belongs to.
    current: Option<usize>,
    total: Work,
}

impl Bill<'_> {
    fn add(&mut self, work: Work) {
        self.total += work;
        if let Some(clause) = self.current.and_then(|place| self.clauses.get_mut(place)) {
            clause.work += work;
        }
    }
}

impl Meter for Bill<'_> {
    fn instruction(&mut self, instruction: Instruction) {
        if let Some(leaf) = asked(instruction) {
            self.current = self.clauses.binary_search_by_key(&leaf, |clause| clause.leaf).ok();
        }
        self.add(Work { instructions: 1, ..Work::default() });
    }

    fn step(&mut self) {
        self.add(Work { instructions: 1, ..Work::default() });
    }

    fn leaf(&mut self) {
        self.add(Work { leaves: 1, ..Work::default() });
    }

    fn scanned(&mut self, bytes: impl FnOnce() -> usize) {
        self.add(Work { bytes: bytes() as u64, ..Work::default() });
    }
}

fn asked(instruction: Instruction) -> Option<PredicateId> {
    match instruction {
        Instruction::Test(leaf) => Some(leaf),
        Instruction::Set(_)
        | Instruction::Not
        | Instruction::JumpIfFalse(_)
        | Instruction::JumpIfTrue(_) => None,
    }
}

/// The filters of a rule, each once.
fn filters_of(rule: &Rule) -> Vec<FilterId> {
    let all: Vec<_> = match &rule.plan {
        Plan::Event(filter) => vec![*filter],
        Plan::Sample(parts) => parts.iter().map(|part| part.filter).collect(),
        Plan::Sequence(plan) => {
            plan.stages.iter().chain(&plan.until).map(|stage| stage.filter).collect()
        }
    };
    let mut filters = Vec::new();
    for filter in all {
        if !filters.contains(&filter) {
            filters.push(filter);
        }
    }
    filters
}
