//! Runs the filters of all rules on one event. What looks back stays open here; `look_back` and `view` decide it when
//! the event takes its place in the stream.

use std::sync::Arc;

use event::{Document, Fields, Malformed, Slots};
use pack::{FilterId, Instruction, Plan, PredicateId, RuleId, StagePlan};

use crate::Matcher;
use crate::index::{IndexScratch, KnownValues};
use crate::keys::Keys;
use crate::look_back::{Excerpt, Open};
use crate::meter::{Meter, Unmetered};
use crate::predicate::Tester;
use crate::uses::{Use, stage_of};
use crate::values::Values;
use crate::view::{Effort, View};

/// Memory that `filter` reuses from event to event; one for each thread.
#[derive(Debug, Default)]
pub struct Scratch {
    /// The answer of each predicate, and the event it is for.
    predicates: Vec<Answer>,
    /// The number of the present event.
    epoch: u64,
    index: IndexScratch,
    /// The uses of the filters that do not fail, by rank, and whether the filter looks back.
    passed: Vec<(u32, bool)>,
    /// The fields of a document.
    slots: Slots,
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
    pub excerpt: Option<Arc<Excerpt>>,
}

/// A stage that takes the event.
#[derive(Clone, PartialEq, Debug)]
pub struct StageHit {
    /// The rule.
    pub rule: RuleId,
    /// Which stage.
    pub stage: StageRef,
    /// The keys of the event at this stage.
    pub keys: Keys,
    /// Whether the filter looks back and is not decided by the event alone.
    pub(crate) is_open: bool,
    /// What is remembered of the event, where this stage or a later one needs it.
    pub(crate) excerpt: Option<Arc<Excerpt>>,
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
        let testers = (0..).map(PredicateId).zip(&self.testers);
        testers.filter(|(id, _)| !self.index.looks_for(*id)).for_each(|(_, one)| one.prepare());
        self.index.prepare(&self.testers);
        let answers = |count| vec![Answer::default(); count];
        Scratch {
            predicates: answers(self.program.predicates.len()),
            index: self.index.create_scratch(&self.program, self.options.value_memo),
            ..Scratch::default()
        }
    }

    /// Which event rules match an event, and which stages take it. Nothing is kept from one event to the next.
    pub fn filter<'s>(&self, scratch: &'s mut Scratch, document: &Document) -> &'s Hits {
        let mut slots = std::mem::take(&mut scratch.slots);
        let fields = self.extractor.read_document(document, &mut slots);
        self.run(scratch, fields, Some(document));
        scratch.slots = slots;
        &scratch.hits
    }

    /// Whether events can be read from text: `false` where a leaf asks for more than the values of fields.
    pub fn reads_text(&self) -> bool {
        self.reads_text
    }

    /// Reads the fields of the program from one event, a JSON object as text; its values borrow from the text.
    pub fn read<'e>(
        &'e self,
        text: &'e [u8],
        slots: &'e mut Slots,
    ) -> Result<Fields<'e>, Malformed> {
        self.extractor.read(text, slots)
    }

    /// Reads the fields of the program from an event.
    pub fn read_document<'e>(&'e self, document: &'e Document, slots: &'e mut Slots) -> Fields<'e> {
        self.extractor.read_document(document, slots)
    }

    /// The same as `filter` for an event that `read` has read. Only for a program that `reads_text`: where a leaf asks
    /// for more, it does not hold.
    pub fn filter_fields<'s>(&self, scratch: &'s mut Scratch, fields: Fields<'_>) -> &'s Hits {
        self.run(scratch, fields, None);
        &scratch.hits
    }

    fn run(&self, scratch: &mut Scratch, fields: Fields<'_>, document: Option<&Document>) {
        scratch.epoch += 1;
        scratch.passed.clear();
        scratch.hits.clear();
        let Scratch { predicates, epoch, hits, index, passed, errors, .. } = scratch;
        let values = Values::new(fields, &self.program.fields);
        let (candidates, known) = self.index.candidates(index, &values, self.rules());
        let open = Open::default();
        let mut run =
            Run { matcher: self, document, values, known, predicates, epoch: *epoch, errors, open };
        for filter in candidates.iter() {
            let verdict = run.execute(filter);
            if verdict != Some(false) {
                let uses = self.uses.of(filter).iter();
                passed.extend(uses.map(|&place| (place, verdict.is_none())));
            }
        }
        passed.sort_unstable();
        for &(place, looks_back) in passed.iter() {
            run.note(self.uses.at(place), looks_back, hits);
        }
        run.remember(hits);
    }
}

impl Hits {
    fn clear(&mut self) {
        self.events.clear();
        self.stages.clear();
        self.excerpt = None;
    }
}

/// One event on its way through the filters.
struct Run<'r, 'e> {
    matcher: &'r Matcher,
    document: Option<&'e Document>,
    values: Values<'e>,
    known: &'r mut KnownValues,
    predicates: &'r mut [Answer],
    epoch: u64,
    errors: &'r mut u64,
    open: Open<'r>,
}

impl Run<'_, '_> {
    /// Notes what a filter that did not fail means to a rule.
    fn note(&mut self, filter_use: Use, looks_back: bool, hits: &mut Hits) {
        let matcher = self.matcher;
        let plan = &matcher.rule(filter_use.rule).plan;
        match (filter_use.stage, plan) {
            (None, Plan::Event(filter)) if looks_back => {
                self.open.rule(&matcher.look_back, filter_use.rule, *filter);
            }
            (None, _) => hits.events.push(filter_use.rule),
            (Some(stage), plan) => {
                if let Some(plan) = stage_of(plan, stage) {
                    self.note_stage(filter_use.rule, stage, plan, looks_back, hits);
                }
            }
        }
    }

    fn note_stage(
        &mut self,
        rule: RuleId,
        stage: StageRef,
        plan: &StagePlan,
        looks_back: bool,
        hits: &mut Hits,
    ) {
        let Some(keys) = Keys::of(&self.values, &plan.keys) else { return };
        let hit = StageHit { rule, stage, keys, is_open: looks_back, excerpt: None };
        let matcher = self.matcher;
        if !matcher.look_back.is_empty() {
            let layout = matcher.layout(rule);
            self.open.stage(&matcher.look_back, layout, plan, &hit, hits.stages.len());
        }
        hits.stages.push(hit);
    }

    /// Remembers of the event what it leaves open.
    fn remember(mut self, hits: &mut Hits) {
        let matcher = self.matcher;
        if let Some(document) = self.document
            && !matcher.look_back.is_empty()
        {
            let open = std::mem::take(&mut self.open);
            open.close(&matcher.look_back, document, hits, |filter| self.execute(filter));
        }
    }

    /// Whether a filter holds; `None` where that looks back.
    fn execute(&mut self, id: FilterId) -> Option<bool> {
        let code = &self.matcher.program.filters[id.index()].code;
        execute(code, &mut Unmetered, |leaf, _| self.predicate(leaf))
    }

    fn predicate(&mut self, id: PredicateId) -> Option<bool> {
        let answer = self.predicates[id.index()];
        if answer.epoch == self.epoch {
            return answer.holds;
        }
        let (matcher, document) = (self.matcher, self.document);
        let holds = if matcher.look_back.asks(id) {
            None
        } else if let Some(holds) = matcher.index.answer(self.known, id) {
            Some(holds)
        } else {
            let looked = matcher.index.look(matcher.rules(), &self.values, id);
            let holds = looked.unwrap_or_else(|| {
                matcher.test(id, &self.values, document, self.errors, &mut Unmetered)
            });
            matcher.index.note(self.known, id, holds);
            Some(holds)
        };
        self.predicates[id.index()] = Answer { epoch: self.epoch, holds };
        holds
    }
}

impl Matcher {
    /// What a leaf that does not look back says of an event.
    pub(crate) fn test(
        &self,
        id: PredicateId,
        values: &Values<'_>,
        document: Option<&Document>,
        errors: &mut u64,
        meter: &mut impl Meter,
    ) -> bool {
        meter.leaf();
        match &self.testers[id.index()] {
            Tester::Field(field, test) => {
                values.of(*field).any(|value| test.passes(&self.program, &value, meter))
            }
            Tester::Script(script) => self.scripts[script.index()].holds(values, errors, meter),
            Tester::Elements(array, filter) => document.is_some_and(|document| {
                let mut effort = Effort::new(meter);
                let view = View::alone(self, document);
                let holds = view.some_element(*array, *filter, &mut effort);
                *errors += effort.errors;
                holds
            }),
            // It always looks back.
            Tester::Related(..) => false,
        }
    }
}

/// Runs the code of a filter; `None` where a leaf that decides has no answer. The verifier has made sure that jumps go
/// forward and end in the filter.
pub(crate) fn execute<M: Meter>(
    code: &[Instruction],
    meter: &mut M,
    mut ask: impl FnMut(PredicateId, &mut M) -> Option<bool>,
) -> Option<bool> {
    let (mut place, mut accumulator) = (0, false);
    while let Some(&instruction) = code.get(place) {
        place += 1;
        meter.instruction(instruction);
        match instruction {
            Instruction::Set(value) => accumulator = value,
            Instruction::Test(leaf) => accumulator = ask(leaf, meter)?,
            Instruction::Not => accumulator = !accumulator,
            Instruction::JumpIfFalse(target) if !accumulator => place = target as usize,
            Instruction::JumpIfTrue(target) if accumulator => place = target as usize,
            Instruction::JumpIfFalse(_) | Instruction::JumpIfTrue(_) => {}
        }
    }
    Some(accumulator)
}
