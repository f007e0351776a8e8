//! Whether a program may run: a pack is hostile input.

mod nesting;
mod types;

use std::fmt;

use event::{Cidr, FieldType, Source};

use crate::{
    Clock, ConstId, Constant, FieldId, FieldTest, Filter, FilterId, Instruction, Plan, Program,
    Rule, Script, ScriptInstruction, SequencePlan, StagePlan, Test,
};
use types::MAX_NANOS;

/// The longest sequence (spec 13.3).
const MAX_STAGES: usize = 256;
/// The most values that a script may hold at once.
const MAX_STACK: usize = 4096;
/// The most field occurrences of one script: each multiplies the choices.
const MAX_OCCURRENCES: usize = 1024;
/// The most steps of one script: each choice runs all of them.
const MAX_STEPS: usize = 1 << 16;
/// The most fields: a matcher has tables of fields by filters. ECS has some three thousand.
const MAX_FIELDS: usize = 1 << 15;
/// The most filters, likewise.
const MAX_FILTERS: usize = 1 << 18;
/// The most join keys of one stage: lists of values multiply.
const MAX_KEYS: usize = 256;

/// The first thing that is wrong with a program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VerifyError {
    /// Where, e.g. `filter 3, instruction 7`.
    pub place: String,
    /// What, e.g. `no such predicate`.
    pub problem: &'static str,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.problem)
    }
}

impl std::error::Error for VerifyError {}

type Check = Result<(), &'static str>;

/// Checks every id, jump, stack, constant type and count; a program that passes cannot make the matcher read out
/// of bounds, loop, or call a function that does not exist.
pub fn verify(program: &Program) -> Result<(), VerifyError> {
    check_sizes(program)?;
    each("constant", &program.constants, types::check_constant)?;
    each("predicate", &program.predicates, |predicate| program.check_test(&predicate.test))?;
    each("script", &program.scripts, |script| program.check_script(script))?;
    each("filter", &program.filters, |filter| program.check_filter(filter))?;
    nesting::check(program)?;
    each("clock", &program.clocks, |clock| program.check_clock(clock))?;
    each("rule", &program.rules, |rule| program.check_rule(rule))
}

fn check_sizes(program: &Program) -> Result<(), VerifyError> {
    let sizes = [
        (program.fields.len() <= MAX_FIELDS, "too many fields"),
        (program.filters.len() <= MAX_FILTERS, "too many filters"),
    ];
    sizes.into_iter().try_for_each(|(holds, problem)| {
        let place = "program".to_owned();
        require(holds, problem).map_err(|problem| VerifyError { place, problem })
    })
}

fn each<T>(what: &str, items: &[T], check: impl Fn(&T) -> Check) -> Result<(), VerifyError> {
    let failed =
        items.iter().enumerate().find_map(|(index, item)| Some((index, check(item).err()?)));
    match failed {
        None => Ok(()),
        Some((index, problem)) => Err(VerifyError { place: format!("{what} {index}"), problem }),
    }
}

fn require(holds: bool, problem: &'static str) -> Check {
    if holds { Ok(()) } else { Err(problem) }
}

impl Program {
    fn check_field(&self, id: FieldId) -> Check {
        require(id.index() < self.fields.len(), "no such field")
    }

    /// Keys and times are those of the event at hand.
    fn check_event_field(&self, id: FieldId) -> Check {
        self.check_field(id)?;
        require(self.fields[id.index()].source == Source::Event, "a field of another event")
    }

    fn constant(&self, id: ConstId) -> Result<&Constant, &'static str> {
        self.constants.get(id.index()).ok_or("no such constant")
    }

    fn check_constants(&self, ids: &[ConstId]) -> Check {
        ids.iter().try_for_each(|&id| self.constant(id).map(drop))
    }

    fn check_texts(&self, ids: &[ConstId]) -> Check {
        ids.iter()
            .try_for_each(|&id| self.constant(id)?.text().map(drop).ok_or("a constant is no text"))
    }

    fn check_test(&self, test: &Test) -> Check {
        match test {
            Test::Script(id) => require(id.index() < self.scripts.len(), "no such script"),
            Test::Field(field, test) => {
                self.check_field(*field)?;
                self.check_field_test(self.fields[field.index()].field_type, test)
            }
            Test::Elements(field, filter) => {
                self.check_field(*field)?;
                self.check_filter_id(*filter)
            }
            Test::Related(_, filter) => self.check_filter_id(*filter),
        }
    }

    fn check_field_test(&self, field: FieldType, test: &FieldTest) -> Check {
        match test {
            FieldTest::Exists => Ok(()),
            FieldTest::OneOf(constants, _) => self.check_compared(field, constants),
            FieldTest::Range(_, constant) => self.check_compared(field, &[*constant]),
            FieldTest::Like(texts, _) | FieldTest::Regex(texts, _) => {
                types::check_text(field)?;
                self.check_texts(texts)
            }
            FieldTest::Prefix(text, _) => {
                types::check_text(field)?;
                self.check_texts(&[*text])
            }
            FieldTest::Cidr(texts) => {
                types::check_address(field)?;
                self.check_texts(texts)?;
                let blocks = texts.iter().all(|&text| Cidr::parse(self.text(text)).is_some());
                require(blocks, "a constant is no block of addresses")
            }
        }
    }

    fn check_compared(&self, field: FieldType, constants: &[ConstId]) -> Check {
        constants.iter().try_for_each(|&id| types::check_compared(field, self.constant(id)?))
    }

    fn check_script(&self, script: &Script) -> Check {
        require(script.code.len() <= MAX_STEPS, "too many steps")?;
        require(script.occurrences.len() <= MAX_OCCURRENCES, "too many field occurrences")?;
        script.occurrences.iter().try_for_each(|&field| self.check_field(field))?;
        let mut depth = 0_usize;
        for instruction in &script.code {
            self.check_step(instruction, script)?;
            let (taken, left) = effect(instruction);
            depth = depth.checked_sub(taken).ok_or("the stack is empty")? + left;
            require(depth <= MAX_STACK, "the stack is too deep")?;
        }
        require(depth == 1, "the script does not leave one value")
    }

    fn check_step(&self, instruction: &ScriptInstruction, script: &Script) -> Check {
        match instruction {
            ScriptInstruction::Push(constant) => self.check_constants(&[*constant]),
            ScriptInstruction::Load(occurrence) => require(
                (*occurrence as usize) < script.occurrences.len(),
                "no such field occurrence",
            ),
            ScriptInstruction::OneOf(constants, _) => self.check_constants(constants),
            ScriptInstruction::Like(texts, _) | ScriptInstruction::Regex(texts, _) => {
                self.check_texts(texts)
            }
            ScriptInstruction::Call { function, count, .. } => check_call(*function, *count),
            ScriptInstruction::Negate(_)
            | ScriptInstruction::Arithmetic(..)
            | ScriptInstruction::Equal
            | ScriptInstruction::Range(_)
            | ScriptInstruction::IsNull
            | ScriptInstruction::Not
            | ScriptInstruction::All(_)
            | ScriptInstruction::Any(_) => Ok(()),
        }
    }

    fn check_filter(&self, filter: &Filter) -> Check {
        let end = filter.code.len();
        require(end > 0, "an empty filter")?;
        filter.code.iter().enumerate().try_for_each(|(place, instruction)| match *instruction {
            Instruction::Set(_) | Instruction::Not => Ok(()),
            Instruction::Test(id) => {
                require(id.index() < self.predicates.len(), "no such predicate")
            }
            Instruction::JumpIfFalse(target) | Instruction::JumpIfTrue(target) => require(
                (place + 1..=end).contains(&(target as usize)),
                "a jump that does not go forward",
            ),
        })
    }

    fn check_clock(&self, clock: &Clock) -> Check {
        self.check_event_field(clock.timestamp)?;
        let field_type = self.fields[clock.timestamp.index()].field_type;
        require(field_type.is_date(), "a time that is no date")?;
        clock.tiebreaker.iter().try_for_each(|&field| self.check_event_field(field))
    }

    fn check_filter_id(&self, id: FilterId) -> Check {
        require(id.index() < self.filters.len(), "no such filter")
    }

    fn check_rule(&self, rule: &Rule) -> Check {
        require(rule.clock.index() < self.clocks.len(), "no such clock")?;
        match &rule.plan {
            Plan::Event(filter) => self.check_filter_id(*filter),
            Plan::Sequence(plan) => self.check_sequence(plan),
            Plan::Sample(parts) => self.check_sample(parts),
        }
    }

    fn check_sequence(&self, plan: &SequencePlan) -> Check {
        require(
            (2..=MAX_STAGES).contains(&plan.stages.len()),
            "a sequence of too few or too many stages",
        )?;
        require(
            plan.maxspan.is_none_or(|maxspan| maxspan > 0),
            "a time span that is not above zero",
        )?;
        require(
            plan.maxspan.is_none_or(|maxspan| maxspan <= MAX_NANOS),
            "a time span beyond all times",
        )?;
        let missing = plan.stages.iter().filter(|stage| stage.missing).count();
        require(missing < plan.stages.len(), "a sequence of missing events alone")?;
        require(missing == 0 || plan.maxspan.is_some(), "a missing event without a time span")?;
        require(plan.until.iter().all(|until| !until.missing), "`until` with a missing event")?;
        let keys = plan.stages[0].keys.len();
        plan.stages.iter().chain(&plan.until).try_for_each(|stage| self.check_stage(stage, keys))
    }

    fn check_sample(&self, parts: &[StagePlan]) -> Check {
        require((2..=5).contains(&parts.len()), "a sample of too few or too many parts")?;
        let keys = parts[0].keys.len();
        require(keys > 0, "a sample without a key")?;
        require(parts.iter().all(|part| !part.missing), "a missing event in a sample")?;
        parts.iter().try_for_each(|part| self.check_stage(part, keys))
    }

    fn check_stage(&self, stage: &StagePlan, keys: usize) -> Check {
        self.check_filter_id(stage.filter)?;
        require(stage.keys.len() == keys, "stages with different numbers of keys")?;
        require(keys <= MAX_KEYS, "too many keys")?;
        stage.keys.iter().try_for_each(|key| self.check_event_field(key.field))
    }
}

fn check_call(function: u16, count: u32) -> Check {
    let function = eql_functions::FUNCTIONS.get(usize::from(function)).ok_or("no such function")?;
    require(function.signature.takes(count as usize), "a call with a wrong number of arguments")
}

/// How many values an instruction takes from the stack and leaves there.
fn effect(instruction: &ScriptInstruction) -> (usize, usize) {
    match instruction {
        ScriptInstruction::Push(_) | ScriptInstruction::Load(_) => (0, 1),
        ScriptInstruction::Negate(_)
        | ScriptInstruction::OneOf(..)
        | ScriptInstruction::Like(..)
        | ScriptInstruction::Regex(..)
        | ScriptInstruction::IsNull
        | ScriptInstruction::Not => (1, 1),
        ScriptInstruction::Arithmetic(..)
        | ScriptInstruction::Equal
        | ScriptInstruction::Range(_) => (2, 1),
        ScriptInstruction::All(count)
        | ScriptInstruction::Any(count)
        | ScriptInstruction::Call { count, .. } => (*count as usize, 1),
    }
}
