//! What each rule costs over events, clause by clause, and whether that is within its budget.
//!
//! Costs are counted, not timed (`matcher::Work`): the same on every machine, on every run and for every number of
//! threads, so that other people's CI can hold a rule to a budget. A rule is billed as if it were alone, and so keeps
//! its cost when others join it.

mod budget;
mod over_budget;
mod report;

use std::cmp::Reverse;

use diagnostics::{Diagnose, Finding, Page, SourceText, Span};
use event::Event;
use event_input::{OpenError, Reader, Record};
use matcher::{BuildError, Matcher, MatcherOptions, Profile, Profiler, RuleProfile, Work};
use pack::PredicateId;

use crate::scan::Listener;
use crate::summary::Summary;
use crate::{Rule, RuleSet};

pub use budget::{Budget, budgets};
pub use over_budget::OverBudget;
pub use report::{json, table};

/// The pages of the findings of this module.
pub static CATALOGUE: &[Page] = &[OverBudget::PAGE];

/// How many events are read before they are profiled.
const BATCH: usize = 1024;

/// How to measure.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// What the index names counts as the cost in a scan; else that is every filter on every event.
    pub prefilter: bool,
    /// How many threads profile; the costs are the same for every number.
    pub threads: usize,
}

/// What the rules of a set cost.
#[derive(Clone, Debug, Default)]
pub struct Costs {
    /// Over how many events.
    pub events: u64,
    /// The dearest first; of two that cost the same the one with the lesser id.
    pub rules: Vec<RuleCost>,
}

/// What one rule costs.
#[derive(Clone, Debug)]
pub struct RuleCost {
    /// `rule.rule_id`
    pub id: String,
    /// `rule.name`, or the id where it has none.
    pub name: String,
    /// The file.
    pub source: SourceText,
    /// The query in the file.
    pub query: Span,
    /// Over how many events.
    pub events: u64,
    /// All filters of the rule on every event.
    pub alone: Work,
    /// The filters that the index of this rule set names.
    pub scan: Work,
    /// In how many events it names one.
    pub candidates: u64,
    /// The dearest first.
    pub clauses: Vec<ClauseCost>,
    /// What the rule may cost.
    pub budget: Option<Budget>,
}

/// What one clause costs where its rule is alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClauseCost {
    /// As it was written, on one line.
    pub text: String,
    /// Where it stands in the file; the first place where it stands several times, since its answer is kept.
    pub span: Span,
    /// Whether it is the category in front of `where`, which a rule can change least.
    pub is_category: bool,
    /// What it takes over all events.
    pub work: Work,
}

/// Runs the filters of all rules over the inputs and counts. `budgets` are by rule.
pub fn measure(
    set: &RuleSet,
    budgets: &[Option<Budget>],
    inputs: impl IntoIterator<Item = Result<Reader, OpenError>>,
    options: Options,
    listener: &mut dyn Listener,
) -> Result<(Summary, Costs), BuildError> {
    let (program, leaves) = set.program_with_leaves();
    let parts = MatcherOptions { prefilter: options.prefilter, ..MatcherOptions::default() };
    let matcher = Matcher::with_options(program, parts)?;
    let mut run = Run {
        profilers: (0..options.threads.max(1)).map(|_| matcher.create_profiler()).collect(),
        batch: Vec::with_capacity(BATCH),
        summary: Summary { rules: set.rules.len(), ..Summary::default() },
        listener,
    };
    for input in inputs {
        match input {
            Ok(reader) => run.input(reader),
            Err(error) => run.unopened(&error),
        }
    }
    let (summary, profile) = run.finish();
    let rules = set.rules.iter().zip(&leaves).zip(&profile.rules);
    let rules = rules.enumerate().map(|(place, ((rule, leaves), measured))| {
        let budget = budgets.get(place).cloned().flatten();
        RuleCost::new(rule, leaves, measured, profile.events, budget)
    });
    let mut rules: Vec<_> = rules.collect();
    rules.sort_by(|left, right| left.order().cmp(&right.order()));
    Ok((summary, Costs { events: profile.events, rules }))
}

/// Events on their way to the profilers.
struct Run<'r> {
    /// One for each thread.
    profilers: Vec<Profiler<'r>>,
    batch: Vec<Event>,
    summary: Summary,
    listener: &'r mut dyn Listener,
}

impl Run<'_> {
    fn unopened(&mut self, error: &OpenError) {
        self.summary.unopened += 1;
        self.listener.unopened(error);
    }

    fn input(&mut self, mut reader: Reader) {
        while self.fill(&mut reader) {
            self.profile();
            self.listener.progress(&reader);
        }
        self.summary.add_input(&reader.counts());
    }

    /// Reads the next events; `false` at the end of the input.
    fn fill(&mut self, reader: &mut Reader) -> bool {
        self.batch.clear();
        while self.batch.len() < BATCH
            && let Some(record) = reader.next()
        {
            match record {
                Record::Event(event) => self.batch.push(event),
                Record::Bad(bad) => {
                    self.summary.bad_records += 1;
                    self.listener.bad_record(reader.name(), bad.record, &bad.reason);
                }
            }
        }
        self.summary.events += self.batch.len() as u64;
        !self.batch.is_empty()
    }

    fn profile(&mut self) {
        let share = self.batch.len().div_ceil(self.profilers.len());
        std::thread::scope(|scope| {
            for (profiler, events) in self.profilers.iter_mut().zip(self.batch.chunks(share)) {
                scope.spawn(|| events.iter().for_each(|event| profiler.event(&event.document)));
            }
        });
    }

    fn finish(self) -> (Summary, Profile) {
        let profiles = self.profilers.into_iter().map(Profiler::finish);
        let merged = profiles.reduce(|mut all, one| {
            all.merge(&one);
            all
        });
        (self.summary, merged.unwrap_or_default())
    }
}

impl RuleCost {
    fn new(
        rule: &Rule,
        leaves: &[PredicateId],
        measured: &RuleProfile,
        events: u64,
        budget: Option<Budget>,
    ) -> Self {
        let clauses = measured.clauses.iter().filter_map(|clause| {
            let leaf = leaves.iter().position(|&leaf| leaf == clause.leaf)?;
            let leaf = rule.query.leaves.get(leaf)?;
            Some(ClauseCost {
                text: leaf.text.clone(),
                span: rule.text.map_span(leaf.span),
                is_category: rule.is_category(leaf),
                work: clause.work,
            })
        });
        let mut clauses: Vec<_> = clauses.collect();
        clauses.sort_by_key(|clause| (Reverse(clause.work.cost()), clause.span));
        Self {
            id: rule.id.clone(),
            name: rule.name().to_owned(),
            source: rule.source.clone(),
            query: rule.text.span,
            events,
            alone: measured.alone,
            scan: measured.scan,
            candidates: measured.candidates,
            clauses,
            budget,
        }
    }

    fn order(&self) -> (Reverse<u64>, &str, &str) {
        (Reverse(self.alone.cost()), &self.id, self.source.name())
    }

    /// What the rule costs an event where it is alone: what a budget is about.
    pub fn per_event(&self) -> f64 {
        per_event(self.alone.cost(), self.events)
    }

    /// The clause that makes the rule dear: the dearest, the category only where nothing else costs anything. None
    /// where no clause does.
    pub fn dearest(&self) -> Option<&ClauseCost> {
        let mut costly = self.clauses.iter().filter(|clause| clause.work.cost() > 0);
        costly.clone().find(|clause| !clause.is_category).or_else(|| costly.next())
    }

    /// Whether the rule costs more than it may.
    pub fn is_over_budget(&self) -> bool {
        self.budget.as_ref().is_some_and(|budget| self.per_event() > budget.max_cost_per_event)
    }

    /// The finding of a rule that costs more than it may.
    pub fn finding(&self) -> Option<Finding> {
        let budget = self.budget.as_ref().filter(|_| self.is_over_budget())?;
        let found = OverBudget::new(self, budget);
        let rule_id = Some(self.id.clone());
        Some(Finding { source: self.source.clone(), rule_id, diagnostic: found.diagnostic() })
    }

    /// How much of the rule's cost a clause is, from 0 to 1.
    pub fn share(&self, clause: &ClauseCost) -> f64 {
        per_event(clause.work.cost(), self.alone.cost())
    }
}

/// An amount divided by a count; nothing of nothing.
#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53, and shown with one digit")]
fn per_event(amount: u64, count: u64) -> f64 {
    if count == 0 { 0.0 } else { amount as f64 / count as f64 }
}
