//! Runs the filters of all rules on one event.

use event::{Document, JoinKey, join_keys};
use pack::{FilterId, Instruction, Key, Plan, PredicateId, RuleId, StagePlan};

use crate::Matcher;
use crate::predicate::Tester;
use crate::values::Values;

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
    holds: bool,
}

/// What one event means to the rules.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Hits {
    /// The event rules that match, ascending.
    pub events: Vec<RuleId>,
    /// The stages that take the event, by rule, in the order in which sequences try them.
    pub stages: Vec<StageHit>,
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
}

/// A stage of a sequence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StageRef {
    /// The stage with this place, from 0.
    Stage(u32),
    /// The stage after `until`.
    Until,
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
        let values = Values::new(document, &self.paths, &self.program.fields);
        let mut run = Run { matcher: self, values, scratch };
        for (index, rule) in self.program.rules.iter().enumerate() {
            // The verifier bounds the tables to 32 bits.
            let id = RuleId(u32::try_from(index).unwrap_or(u32::MAX));
            run.rule(id, &rule.plan);
        }
        &scratch.hits
    }
}

/// One event on its way through the rules.
struct Run<'r, 'e> {
    matcher: &'r Matcher,
    values: Values<'e>,
    scratch: &'r mut Scratch,
}

impl Run<'_, '_> {
    fn rule(&mut self, id: RuleId, plan: &Plan) {
        match plan {
            Plan::Event(filter) => {
                if self.filter(*filter) {
                    self.scratch.hits.events.push(id);
                }
            }
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
        if self.filter(plan.filter) {
            let keys = self.keys(&plan.keys);
            if !keys.is_empty() {
                self.scratch.hits.stages.push(StageHit { rule, stage, keys });
            }
        }
    }

    fn keys(&self, keys: &[Key]) -> Vec<JoinKey> {
        let fields = keys.iter().map(|key| (self.values.of(key.field).to_vec(), key.optional));
        join_keys(&fields.collect::<Vec<_>>())
    }

    fn filter(&mut self, id: FilterId) -> bool {
        let answer = self.scratch.filters[id.index()];
        if answer.epoch == self.scratch.epoch {
            return answer.holds;
        }
        let holds = self.execute(id);
        self.scratch.filters[id.index()] = Answer { epoch: self.scratch.epoch, holds };
        holds
    }

    /// The verifier has made sure that jumps go forward and end in the filter.
    fn execute(&mut self, id: FilterId) -> bool {
        let matcher = self.matcher;
        let code = &matcher.program.filters[id.index()].code;
        let (mut place, mut accumulator) = (0, false);
        while let Some(&instruction) = code.get(place) {
            place += 1;
            match instruction {
                Instruction::Set(value) => accumulator = value,
                Instruction::Test(predicate) => accumulator = self.predicate(predicate),
                Instruction::Not => accumulator = !accumulator,
                Instruction::JumpIfFalse(target) if !accumulator => place = target as usize,
                Instruction::JumpIfTrue(target) if accumulator => place = target as usize,
                Instruction::JumpIfFalse(_) | Instruction::JumpIfTrue(_) => {}
            }
        }
        accumulator
    }

    fn predicate(&mut self, id: PredicateId) -> bool {
        let answer = self.scratch.predicates[id.index()];
        if answer.epoch == self.scratch.epoch {
            return answer.holds;
        }
        let holds = match &self.matcher.testers[id.index()] {
            Tester::Field(field, test) => {
                self.values.of(*field).iter().any(|value| test.passes(value))
            }
            Tester::Script(script) => {
                self.matcher.scripts[script.index()].holds(&self.values, &mut self.scratch.errors)
            }
        };
        self.scratch.predicates[id.index()] = Answer { epoch: self.scratch.epoch, holds };
        holds
    }
}
