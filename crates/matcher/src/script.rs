//! The stack machine of scripted leaves.

use eql_functions::arithmetic::Operator;
use eql_functions::regex::ScriptedRegex;
use eql_functions::{
    Case, EvalError, FunctionId, IntWidth, MAX_CHOICES, Mode, RangeOp, arithmetic, compare,
};
use event::Value;
use pack::{FieldId, Program, ScriptInstruction};

use crate::BuildError;
use crate::meter::{Meter, bytes_of};
use crate::predicate::{value, values};
use crate::regexes::{Budget, regexes};
use crate::values::Values;

/// A script with its constants resolved.
#[derive(Debug)]
pub(crate) struct Script {
    occurrences: Vec<FieldId>,
    steps: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    Push(Value<'static>),
    Load(usize),
    Negate(IntWidth),
    Arithmetic(Operator, IntWidth),
    Equal,
    Range(RangeOp),
    OneOf(Vec<Value<'static>>, Case),
    Regex(Vec<ScriptedRegex>),
    IsNull,
    Not,
    All(usize),
    Any(usize),
    Call(FunctionId, usize, Mode),
}

impl Script {
    pub(crate) fn new(
        program: &Program,
        script: &pack::Script,
        budget: &mut Budget,
    ) -> Result<Self, BuildError> {
        let steps = script.code.iter().map(|instruction| Step::new(program, instruction, budget));
        Ok(Self {
            occurrences: script.occurrences.clone(),
            steps: steps.collect::<Result<_, _>>()?,
        })
    }

    /// Whether some choice of one value an occurrence makes the script true (spec 7.3).
    pub(crate) fn holds(
        &self,
        event: &Values<'_>,
        errors: &mut u64,
        meter: &mut impl Meter,
    ) -> bool {
        let values = self.occurrences.iter().map(|&field| event.of(field).collect());
        let values: Vec<Vec<Value<'_>>> = values.collect();
        self.holds_for(values.iter().map(Vec::as_slice), errors, meter)
    }

    /// The field of each occurrence.
    pub(crate) fn occurrences(&self) -> &[FieldId] {
        &self.occurrences
    }

    /// The same, given the values of each occurrence.
    pub(crate) fn holds_for<'c, 'e: 'c>(
        &self,
        values: impl Iterator<Item = &'c [Value<'e>]>,
        errors: &mut u64,
        meter: &mut impl Meter,
    ) -> bool {
        const ABSENT: &[Value<'static>] = &[Value::Null];
        let choices: Vec<&[Value<'_>]> =
            values.map(|values| if values.is_empty() { ABSENT } else { values }).collect();
        let mut chosen = vec![0; choices.len()];
        for _ in 0..MAX_CHOICES {
            if self.run(&choices, &chosen, errors, meter) {
                return true;
            }
            if !next_choice(&choices, &mut chosen) {
                return false;
            }
        }
        *errors += 1;
        false
    }

    fn run(
        &self,
        choices: &[&[Value<'_>]],
        chosen: &[usize],
        errors: &mut u64,
        meter: &mut impl Meter,
    ) -> bool {
        let mut stack = Vec::with_capacity(4);
        for step in &self.steps {
            meter.step();
            meter.scanned(|| step.reach(&stack));
            step.run(
                &mut stack,
                |occurrence| choices[occurrence][chosen[occurrence]].borrowed(),
                errors,
            );
        }
        stack.pop().and_then(|value| value.as_bool()) == Some(true)
    }
}

/// Counts up like an odometer; false after the last choice.
fn next_choice(choices: &[&[Value<'_>]], chosen: &mut [usize]) -> bool {
    for (place, values) in chosen.iter_mut().zip(choices).rev() {
        *place += 1;
        if *place < values.len() {
            return true;
        }
        *place = 0;
    }
    false
}

impl Step {
    fn new(
        program: &Program,
        instruction: &ScriptInstruction,
        budget: &mut Budget,
    ) -> Result<Self, BuildError> {
        Ok(match instruction {
            ScriptInstruction::Push(id) => Self::Push(value(program, *id)),
            ScriptInstruction::Load(occurrence) => Self::Load(*occurrence as usize),
            ScriptInstruction::Negate(width) => Self::Negate(*width),
            ScriptInstruction::Arithmetic(op, width) => Self::Arithmetic(*op, *width),
            ScriptInstruction::Equal => Self::Equal,
            ScriptInstruction::Range(op) => Self::Range(*op),
            ScriptInstruction::OneOf(list, case) => Self::OneOf(values(program, list), *case),
            ScriptInstruction::Like(list, case) => {
                Self::Regex(regexes(program, list, *case, ScriptedRegex::like, budget)?)
            }
            ScriptInstruction::Regex(list, case) => {
                Self::Regex(regexes(program, list, *case, ScriptedRegex::new, budget)?)
            }
            ScriptInstruction::IsNull => Self::IsNull,
            ScriptInstruction::Not => Self::Not,
            ScriptInstruction::All(count) => Self::All(*count as usize),
            ScriptInstruction::Any(count) => Self::Any(*count as usize),
            ScriptInstruction::Call { function, count, mode } => {
                let function = FunctionId::new(*function).ok_or(BuildError::Function(*function))?;
                Self::Call(function, *count as usize, *mode)
            }
        })
    }

    /// How many bytes of its operands a step looks at, at most.
    fn reach(&self, stack: &[Value<'_>]) -> usize {
        let operands = |count: usize| {
            stack[stack.len().saturating_sub(count)..].iter().map(bytes_of).sum::<usize>()
        };
        match self {
            Self::Equal | Self::Range(_) => operands(2),
            Self::OneOf(list, _) => operands(1) * list.len(),
            Self::Regex(regexes) => operands(1) * regexes.len(),
            Self::Call(_, count, _) => operands(*count),
            Self::Push(_)
            | Self::Load(_)
            | Self::Negate(_)
            | Self::Arithmetic(..)
            | Self::IsNull
            | Self::Not
            | Self::All(_)
            | Self::Any(_) => 0,
        }
    }

    /// The verifier has made sure that the stack holds what a step takes.
    fn run<'e>(
        &'e self,
        stack: &mut Vec<Value<'e>>,
        load: impl Fn(usize) -> Value<'e>,
        errors: &mut u64,
    ) {
        let result = match self {
            Self::Push(value) => value.borrowed(),
            Self::Load(occurrence) => load(*occurrence),
            Self::Negate(width) => recover(arithmetic::negate(&pop(stack), *width), errors),
            Self::Arithmetic(op, width) => {
                let (right, left) = (pop(stack), pop(stack));
                recover(arithmetic::apply(*op, &left, &right, *width), errors)
            }
            Self::IsNull => Value::Bool(pop(stack).is_null()),
            Self::All(count) => truth(connect(&top(stack, *count), true)),
            Self::Any(count) => truth(connect(&top(stack, *count), false)),
            Self::Call(function, count, mode) => {
                let args = top(stack, *count);
                recover(function.eval(&args, *mode), errors)
            }
            Self::Equal => {
                let (right, left) = (pop(stack), pop(stack));
                truth(compare::equals(&left, &right))
            }
            Self::Range(op) => {
                let (right, left) = (pop(stack), pop(stack));
                truth(compare::compare(&left, &right).map(|order| op.holds(order)))
            }
            Self::OneOf(list, case) => truth(compare::one_of(&pop(stack), list, equality(*case))),
            Self::Regex(regexes) => truth(
                pop(stack).as_str().map(|text| regexes.iter().any(|regex| regex.is_match(text))),
            ),
            Self::Not => truth(pop(stack).as_bool().map(|value| !value)),
        };
        stack.push(result);
    }
}

fn pop<'e>(stack: &mut Vec<Value<'e>>) -> Value<'e> {
    stack.pop().unwrap_or(Value::Null)
}

/// The topmost values, the deepest first.
fn top<'e>(stack: &mut Vec<Value<'e>>, count: usize) -> Vec<Value<'e>> {
    stack.split_off(stack.len().saturating_sub(count))
}

fn truth<'e>(truth: Option<bool>) -> Value<'e> {
    truth.map_or(Value::Null, Value::Bool)
}

/// An error is null and counted (spec 9.8, 12.12).
fn recover<'e>(result: Result<Value<'e>, EvalError>, errors: &mut u64) -> Value<'e> {
    result.unwrap_or_else(|_| {
        *errors += 1;
        Value::Null
    })
}

/// `and` (`neutral` true) and `or` (`neutral` false) in three-valued logic.
fn connect(parts: &[Value<'_>], neutral: bool) -> Option<bool> {
    if parts.iter().any(|part| part.as_bool() == Some(!neutral)) {
        return Some(!neutral);
    }
    parts.iter().all(|part| part.as_bool() == Some(neutral)).then_some(neutral)
}

fn equality(case: Case) -> fn(&Value<'_>, &Value<'_>) -> Option<bool> {
    match case {
        Case::Sensitive => compare::equals,
        Case::Insensitive => compare::equals_ignore_case,
    }
}
