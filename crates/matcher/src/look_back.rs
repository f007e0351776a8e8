//! What of a program looks back: at the event that a pending sequence has, or at the processes of the host (spec
//! 20.3, 20.4). One event alone cannot decide that, so it is decided when the event takes its place in the stream.

mod excerpt;
mod ground;
mod open;
mod processes;

use std::collections::{BTreeMap, BTreeSet};

use event::{FieldPath, Source};
use pack::{FieldId, FilterId, Instruction, Plan, PredicateId, Program, RuleId, Test};

use crate::sequence::{Layout, Role};
pub use excerpt::Excerpt;
pub(crate) use ground::Ground;
pub(crate) use open::Open;
pub(crate) use processes::Processes;

/// The parts of a program that look back, and what they read.
#[derive(Debug, Default)]
pub(crate) struct LookBack {
    /// By predicate; empty where none does.
    predicates: Vec<bool>,
    /// By filter, the fields of the event at hand that one which looks back reads.
    reads: BTreeMap<FilterId, Vec<FieldPath>>,
    /// The fields of the event at a positive stage that later stages read, by rule and stage.
    stage_reads: BTreeMap<(RuleId, u32), Vec<FieldPath>>,
    /// The filters of related processes, inner ones first.
    marks: Vec<FilterId>,
}

impl LookBack {
    pub(crate) fn new(program: &Program, layouts: &[Layout]) -> Self {
        let predicates = predicates_that_look_back(program);
        if !predicates.contains(&true) {
            return Self::default();
        }
        let looks_back =
            |filter: &FilterId| tests(program, *filter).any(|id| predicates[id.index()]);
        let filters = (0..).map(FilterId).take(program.filters.len()).filter(looks_back);
        let reads = filters.map(|filter| (filter, Reads::of(program, filter).event)).collect();
        let mut tables =
            Self { reads, stage_reads: BTreeMap::new(), marks: marks(program), predicates };
        for (rule, layout) in (0..).map(RuleId).zip(layouts) {
            tables.add_stage_reads(program, rule, layout);
        }
        tables
    }

    /// Whether nothing does.
    pub(crate) fn is_empty(&self) -> bool {
        self.predicates.is_empty()
    }

    /// Whether a leaf looks back.
    pub(crate) fn asks(&self, predicate: PredicateId) -> bool {
        self.predicates.get(predicate.index()).copied().unwrap_or(false)
    }

    /// What a filter that looks back reads of the event at hand.
    pub(crate) fn reads(&self, filter: FilterId) -> &[FieldPath] {
        self.reads.get(&filter).map_or(&[], Vec::as_slice)
    }

    /// What later stages of a sequence read of the event at a positive one.
    pub(crate) fn stage_reads(&self, rule: RuleId, role: Role) -> Option<&[FieldPath]> {
        let Role::Positive(position) = role else { return None };
        self.stage_reads.get(&(rule, position)).map(Vec::as_slice)
    }

    /// The filters that a process is remembered for.
    pub(crate) fn marks(&self) -> &[FilterId] {
        &self.marks
    }

    fn add_stage_reads(&mut self, program: &Program, rule: RuleId, layout: &Layout) {
        let Plan::Sequence(plan) = &program.rules[rule.index()].plan else { return };
        for stage in plan.stages.iter().chain(&plan.until) {
            for (place, paths) in Reads::of(program, stage.filter).stages {
                if place < layout.positives() {
                    self.stage_reads.entry((rule, place)).or_default().extend(paths);
                }
            }
        }
    }
}

/// The leaves that a filter asks.
fn tests(program: &Program, filter: FilterId) -> impl Iterator<Item = PredicateId> {
    program.filters[filter.index()].code.iter().filter_map(|instruction| match instruction {
        Instruction::Test(id) => Some(*id),
        Instruction::Set(_)
        | Instruction::Not
        | Instruction::JumpIfFalse(_)
        | Instruction::JumpIfTrue(_) => None,
    })
}

/// Which leaves look back. Those in the filter of a leaf come before it, as the verifier has made sure.
fn predicates_that_look_back(program: &Program) -> Vec<bool> {
    let of_stage =
        |field: &FieldId| matches!(program.fields[field.index()].source, Source::Stage(_));
    let mut known: Vec<bool> = Vec::with_capacity(program.predicates.len());
    for predicate in &program.predicates {
        let looks_back = match &predicate.test {
            Test::Field(field, _) => of_stage(field),
            Test::Script(script) => {
                program.scripts[script.index()].occurrences.iter().any(of_stage)
            }
            Test::Elements(array, filter) => {
                of_stage(array) || tests(program, *filter).any(|id| known[id.index()])
            }
            Test::Related(..) => true,
        };
        known.push(looks_back);
    }
    known
}

/// The filters of related processes; a filter stands behind those in it, as their leaves do.
fn marks(program: &Program) -> Vec<FilterId> {
    let (mut marks, mut known) = (Vec::new(), BTreeSet::new());
    for predicate in &program.predicates {
        if let Test::Related(_, filter) = predicate.test
            && known.insert(filter)
        {
            marks.push(filter);
        }
    }
    marks
}

/// The fields that a filter reads, by the event that they are of. What a related process is asked is not among them.
#[derive(Default)]
struct Reads {
    event: Vec<FieldPath>,
    stages: BTreeMap<u32, Vec<FieldPath>>,
    seen: BTreeSet<PredicateId>,
}

impl Reads {
    fn of(program: &Program, filter: FilterId) -> Self {
        let mut reads = Self::default();
        reads.filter(program, filter);
        reads
    }

    fn filter(&mut self, program: &Program, filter: FilterId) {
        for id in tests(program, filter) {
            if self.seen.insert(id) {
                self.test(program, &program.predicates[id.index()].test);
            }
        }
    }

    fn test(&mut self, program: &Program, test: &Test) {
        match test {
            Test::Field(field, _) => self.field(program, *field),
            Test::Script(script) => {
                let occurrences = &program.scripts[script.index()].occurrences;
                for &field in occurrences {
                    self.field(program, field);
                }
            }
            Test::Elements(array, filter) => {
                self.field(program, *array);
                self.filter(program, *filter);
            }
            Test::Related(..) => {}
        }
    }

    fn field(&mut self, program: &Program, field: FieldId) {
        let field = &program.fields[field.index()];
        let path = FieldPath::new(&field.path);
        match field.source {
            Source::Event => self.event.push(path),
            Source::Stage(stage) => self.stages.entry(stage).or_default().push(path),
            // Below an array that is kept as a whole.
            Source::Element(_) => {}
        }
    }
}
