//! Runs the filters of all rules on one event. What looks back stays open here; `look_back` and `view` decide it when
//! the event takes its place in the stream.

use std::sync::Arc;

use event::{Document, JoinKey, join_keys};
use pack::{FilterId, Instruction, Key, Plan, PredicateId, RuleId, StagePlan};

use crate::Matcher;
use crate::look_back::{Memo, Open};
use crate::predicate::Tester;
use crate::values::Values;
use crate::view::{Effort, View};

/// Memory that `filter` reuses from event to event; one for each thread.
#[derive(Debug, Default)]
pub struct Scratch {
    /// The answer of each predicate, and the event it is for.
    predicates: Vec<Answer>,
    /// The answer of each filter, and the event it is for.
    filters: Vec<Answer>,
    /// The number of the present event.
    epoch: u64,
    hits: Hits,
    /// Overflows, divisions by zero and texts that are no numbers, which were taken as null.
    pub errors: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Answer {
    epoch: u64,
    holds: Option<bool>,
}

/// What one event means to the rules.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Hits {
    /// The event rules that match, ascending.
    pub events: Vec<RuleId>,
    /// The stages that take the event, by rule, in the order in which sequences try them.
    pub stages: Vec<StageHit>,
    /// What `Matcher::observe` must hear before the event takes its place in the stream.
    pub memo: Option<Arc<Memo>>,
}

/// A stage that takes the event.
#[derive(Clone, PartialEq, Debug)]
pub struct StageHit {
    /// The rule.
    pub rule: RuleId,
    /// Which stage.
    pub stage: StageRef,
    /// The keys of the event at this stage; at least one.
    pub keys: Vec<JoinKey>,
    /// The filter, where it looks back and is not decided by the event alone.
    pub(crate) open: Option<FilterId>,
    /// What is remembered of the event, where this stage or a later one needs it.
    pub(crate) memo: Option<Arc<Memo>>,
}

/// A stage of a sequence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StageRef {
    /// The stage with this place, from 0.
    Stage(u32),
    /// The stage after `until`.
    Until,
}

impl StageRef {
    /// The place of a stage in the text; none for `until`.
    pub(crate) fn place(self) -> Option<u32> {
        if let Self::Stage(place) = self { Some(place) } else { None }
    }
}

impl Matcher {
    /// Memory for one thread.
    pub fn create_scratch(&self) -> Scratch {
        let answers = |count| vec![Answer::default(); count];
        Scratch {
            predicates: answers(self.program.predicates.len()),
            filters: answers(self.program.filters.len()),
            ..Scratch::default()
        }
    }

    /// Which event rules match an event, and which stages take it. Nothing is kept from one event to the next.
    pub fn filter<'s>(&self, scratch: &'s mut Scratch, document: &Document) -> &'s Hits {
        scratch.epoch += 1;
        scratch.hits.events.clear();
        scratch.hits.stages.clear();
        scratch.hits.memo = None;
        let values = Values::new(document, &self.paths, &self.program.fields);
        let mut run = Run { matcher: self, document, values, scratch, open: Open::default() };
        for (index, rule) in self.program.rules.iter().enumerate() {
            // The verifier bounds the tables to 32 bits.
            let id = RuleId(u32::try_from(index).unwrap_or(u32::MAX));
            run.rule(id, &rule.plan);
        }
        run.remember();
        &scratch.hits
    }
}

/// One event on its way through the rules.
struct Run<'r, 'e> {
    matcher: &'r Matcher,
    document: &'e Document,
    values: Values<'e>,
    scratch: &'r mut Scratch,
    open: Open<'r>,
}

impl Run<'_, '_> {
    fn rule(&mut self, id: RuleId, plan: &Plan) {
        match plan {
            Plan::Event(filter) => match self.filter(*filter) {
                Some(true) => self.scratch.hits.events.push(id),
                Some(false) => {}
                None => self.open.rule(&self.matcher.look_back, id, *filter),
            },
            Plan::Sample(parts) => self.stages(id, parts),
            Plan::Sequence(plan) => {
                self.stages(id, &plan.stages);
                if let Some(until) = &plan.until {
                    self.stage(id, StageRef::Until, until);
                }
            }
        }
    }

    /// The last stage first, as sequences try them.
    fn stages(&mut self, rule: RuleId, stages: &[StagePlan]) {
        for (place, stage) in stages.iter().enumerate().rev() {
            // The verifier bounds the stages of a rule far below 2^32.
            self.stage(rule, StageRef::Stage(u32::try_from(place).unwrap_or(u32::MAX)), stage);
        }
    }

    fn stage(&mut self, rule: RuleId, stage: StageRef, plan: &StagePlan) {
        let verdict = self.filter(plan.filter);
        if verdict == Some(false) {
            return;
        }
        let open = verdict.is_none().then_some(plan.filter);
        let keys = self.keys(&plan.keys);
        if !keys.is_empty() {
            let hit = StageHit { rule, stage, keys, open, memo: None };
            let (matcher, place) = (self.matcher, self.scratch.hits.stages.len());
            if !matcher.look_back.is_empty() {
                let layout = matcher.layout(rule);
                self.open.stage(&matcher.look_back, layout, &hit, place);
            }
            self.scratch.hits.stages.push(hit);
        }
    }

    fn keys(&self, keys: &[Key]) -> Vec<JoinKey> {
        let fields = keys.iter().map(|key| (self.values.of(key.field).to_vec(), key.optional));
        join_keys(&fields.collect::<Vec<_>>())
    }

    /// Remembers of the event what it leaves open.
    fn remember(mut self) {
        let matcher = self.matcher;
        if !matcher.look_back.is_empty() {
            let (open, mut hits) =
                (std::mem::take(&mut self.open), std::mem::take(&mut self.scratch.hits));
            open.close(&matcher.look_back, self.document, &mut hits, |filter| self.filter(filter));
            self.scratch.hits = hits;
        }
    }

    /// Whether a filter holds; `None` where that looks back.
    fn filter(&mut self, id: FilterId) -> Option<bool> {
        let answer = self.scratch.filters[id.index()];
        if answer.epoch == self.scratch.epoch {
            return answer.holds;
        }
        let holds = self.execute(id);
        self.scratch.filters[id.index()] = Answer { epoch: self.scratch.epoch, holds };
        holds
    }

    fn execute(&mut self, id: FilterId) -> Option<bool> {
        let matcher = self.matcher;
        execute(&matcher.program.filters[id.index()].code, |leaf| self.predicate(leaf))
    }

    fn predicate(&mut self, id: PredicateId) -> Option<bool> {
        let answer = self.scratch.predicates[id.index()];
        if answer.epoch == self.scratch.epoch {
            return answer.holds;
        }
        let holds = if self.matcher.look_back.asks(id) { None } else { Some(self.test(id)) };
        self.scratch.predicates[id.index()] = Answer { epoch: self.scratch.epoch, holds };
        holds
    }

    /// What a leaf that does not look back says.
    fn test(&mut self, id: PredicateId) -> bool {
        match &self.matcher.testers[id.index()] {
            Tester::Field(field, test) => {
                self.values.of(*field).iter().any(|value| test.passes(value))
            }
            Tester::Script(script) => {
                self.matcher.scripts[script.index()].holds(&self.values, &mut self.scratch.errors)
            }
            Tester::Elements(array, filter) => {
                let mut effort = Effort::default();
                let holds = View::alone(self.matcher, self.document).some_element(
                    *array,
                    *filter,
                    &mut effort,
                );
                self.scratch.errors += effort.errors;
                holds
            }
            // It always looks back.
            Tester::Related(..) => false,
        }
    }
}

/// Runs the code of a filter; `None` where a leaf that decides has no answer. The verifier has made sure that jumps go
/// forward and end in the filter.
pub(crate) fn execute(
    code: &[Instruction],
    mut ask: impl FnMut(PredicateId) -> Option<bool>,
) -> Option<bool> {
    let (mut place, mut accumulator) = (0, false);
    while let Some(&instruction) = code.get(place) {
        place += 1;
        match instruction {
            Instruction::Set(value) => accumulator = value,
            Instruction::Test(leaf) => accumulator = ask(leaf)?,
            Instruction::Not => accumulator = !accumulator,
            Instruction::JumpIfFalse(target) if !accumulator => place = target as usize,
            Instruction::JumpIfTrue(target) if accumulator => place = target as usize,
            Instruction::JumpIfFalse(_) | Instruction::JumpIfTrue(_) => {}
        }
    }
    Some(accumulator)
}
