//! Mistakes in what a rule looks for: stages, keys, times, pipes, filters.

use eql_functions::Pipe;
use event::FieldType;
use pack::{
    Field, FieldId, FieldTest, Filter, FilterId, Instruction, Key, Plan, Program, SequencePlan,
    StagePlan, Test,
};

use super::Mistake;

/// All of them.
pub(super) const BUGS: &[Mistake] = &[
    ("maxspan is a nanosecond short", |program| {
        sequence(program, |plan| plan.maxspan.as_mut().map(|span| *span -= 1).is_some())
    }),
    ("maxspan is a nanosecond long", |program| {
        sequence(program, |plan| plan.maxspan.as_mut().map(|span| *span += 1).is_some())
    }),
    ("maxspan is ignored", |program| {
        sequence(program, |plan| {
            plan.stages.iter().all(|stage| !stage.missing) && plan.maxspan.take().is_some()
        })
    }),
    ("until is ignored", |program| sequence(program, |plan| plan.until.take().is_some())),
    ("until takes every event", |program| {
        let all = filter(program, true);
        sequence(program, |plan| plan.until.as_mut().map(|until| until.filter = all).is_some())
    }),
    ("a missing event is ignored", |program| {
        let none = filter(program, false);
        sequence(program, |plan| {
            let missing = plan.stages.iter_mut().find(|stage| stage.missing);
            missing.map(|stage| stage.filter = none).is_some()
        })
    }),
    ("a missing event has the keys of the first stage", |program| {
        sequence(program, |plan| {
            let first = plan.stages[0].keys.clone();
            let missing = plan.stages.iter_mut().skip(1).find(|stage| stage.missing);
            missing.is_some_and(|stage| change(&mut stage.keys, first))
        })
    }),
    ("one run too few", |program| {
        sequence(program, |plan| {
            let stages = &plan.stages;
            let twice = (1..stages.len()).find(|&place| stages[place] == stages[place - 1]);
            plan.stages.len() > 2 && twice.map(|place| plan.stages.remove(place)).is_some()
        })
    }),
    ("the first two stages are swapped", |program| {
        sequence(program, |plan| {
            plan.stages.swap(0, 1);
            plan.stages[0] != plan.stages[1]
        })
    }),
    ("the last key is dropped", |program| {
        stages(program, |stage| stage.keys.len() > 1 && stage.keys.pop().is_some())
    }),
    ("the first key is dropped from a sequence", |program| {
        let is_sequence = matches!(program.rules[0].plan, Plan::Sequence(_));
        is_sequence
            && stages(program, |stage| stage.keys.drain(..1.min(stage.keys.len())).count() > 0)
    }),
    ("an optional key is mandatory", |program| {
        keys(program, |key| change(&mut key.optional, false))
    }),
    ("a mandatory key is optional", |program| keys(program, |key| change(&mut key.optional, true))),
    ("a key keeps its JSON type", |program| {
        key_fields(program, |field| change(&mut field.field_type, FieldType::Dynamic))
    }),
    ("two parts of a sample are swapped", |program| {
        sample(program, |parts| {
            parts.swap(0, 1);
            parts[0] != parts[1]
        })
    }),
    ("a part of a sample is dropped", |program| {
        sample(program, |parts| parts.len() > 2 && parts.pop().is_some())
    }),
    ("head and tail are swapped", |program| {
        pipes(program, |pipe| {
            *pipe = match *pipe {
                Pipe::Head(count) => Pipe::Tail(count),
                Pipe::Tail(count) => Pipe::Head(count),
            };
        })
    }),
    ("a pipe keeps one more", |program| {
        pipes(program, |pipe| match pipe {
            Pipe::Head(count) | Pipe::Tail(count) => *count += 1,
        })
    }),
    ("the second pipe is ignored", |program| {
        let pipes = &mut program.rules[0].pipes;
        pipes.len() > 1 && pipes.pop().is_some()
    }),
    ("pipes go in the wrong order", |program| {
        let pipes = &mut program.rules[0].pipes;
        pipes.reverse();
        pipes.len() > 1
    }),
    ("the tiebreaker is ignored", |program| program.clocks[0].tiebreaker.take().is_some()),
    ("the time is always that of @timestamp", |program| {
        let timestamp = program.clocks[0].timestamp;
        change(&mut program.fields[timestamp.index()].path, "@timestamp".to_owned())
    }),
    ("the category is ignored", |program| {
        let category = field(program, "event.category");
        let tests = program.predicates.iter_mut().map(|predicate| &mut predicate.test);
        let of_category = tests.filter_map(|test| match test {
            Test::Field(id, test @ FieldTest::OneOf(..)) if Some(*id) == category => Some(test),
            _ => None,
        });
        of_category.map(|test| *test = FieldTest::Exists).count() > 0
    }),
    ("and is or", |program| {
        code(program, |step| match *step {
            Instruction::JumpIfFalse(target) => change(step, Instruction::JumpIfTrue(target)),
            _ => false,
        })
    }),
    ("or is and", |program| {
        code(program, |step| match *step {
            Instruction::JumpIfTrue(target) => change(step, Instruction::JumpIfFalse(target)),
            _ => false,
        })
    }),
    ("not is ignored", |program| {
        let steps = program.filters.iter_mut().flat_map(|filter| filter.code.iter_mut().zip(1..));
        let negations = steps.filter(|(step, _)| **step == Instruction::Not);
        negations.map(|(step, next)| *step = Instruction::JumpIfTrue(next)).count() > 0
    }),
    ("a constant condition is the opposite", |program| {
        code(program, |step| match *step {
            Instruction::Set(value) => change(step, Instruction::Set(!value)),
            _ => false,
        })
    }),
    ("a field has the other type that it is read as", |program| {
        let all = program.fields.clone();
        fields(program, |field| {
            let other = |other: &&Field| other.path == field.path && **other != *field;
            let other = all.iter().find(other).map(|other| other.field_type);
            other.is_some_and(|other| change(&mut field.field_type, other))
        })
    }),
    ("nanoseconds of a date are cut off", |program| {
        fields(program, |field| {
            let is_fine = field.field_type == FieldType::DateNanos;
            is_fine && change(&mut field.field_type, FieldType::Date)
        })
    }),
    ("a boolean is a text", |program| {
        fields(program, |field| {
            let is_boolean = field.field_type == FieldType::Boolean;
            is_boolean && change(&mut field.field_type, FieldType::Keyword)
        })
    }),
];

/// Whether this made it another value.
pub(super) fn change<T: PartialEq>(value: &mut T, to: T) -> bool {
    let differs = *value != to;
    *value = to;
    differs
}

fn sequence(program: &mut Program, plant: impl FnOnce(&mut SequencePlan) -> bool) -> bool {
    match &mut program.rules[0].plan {
        Plan::Sequence(plan) => plant(plan),
        Plan::Event(_) | Plan::Sample(_) => false,
    }
}

fn sample(program: &mut Program, plant: impl FnOnce(&mut Vec<StagePlan>) -> bool) -> bool {
    match &mut program.rules[0].plan {
        Plan::Sample(parts) => plant(parts),
        Plan::Event(_) | Plan::Sequence(_) => false,
    }
}

/// Plants in every stage, part and `until`.
fn stages(program: &mut Program, mut plant: impl FnMut(&mut StagePlan) -> bool) -> bool {
    let stages: Vec<_> = match &mut program.rules[0].plan {
        Plan::Event(_) => Vec::new(),
        Plan::Sample(parts) => parts.iter_mut().collect(),
        Plan::Sequence(plan) => plan.stages.iter_mut().chain(&mut plan.until).collect(),
    };
    stages.into_iter().fold(false, |changed, stage| plant(stage) | changed)
}

fn keys(program: &mut Program, mut plant: impl FnMut(&mut Key) -> bool) -> bool {
    stages(program, |stage| stage.keys.iter_mut().fold(false, |changed, key| plant(key) | changed))
}

fn key_fields(program: &mut Program, plant: impl Fn(&mut Field) -> bool) -> bool {
    let mut ids = Vec::new();
    keys(program, |key| {
        ids.push(key.field);
        false
    });
    ids.into_iter().fold(false, |changed, id| plant(&mut program.fields[id.index()]) | changed)
}

fn fields(program: &mut Program, plant: impl Fn(&mut Field) -> bool) -> bool {
    program.fields.iter_mut().fold(false, |changed, field| plant(field) | changed)
}

fn field(program: &Program, path: &str) -> Option<FieldId> {
    let mut fields = (0..).map(FieldId).zip(&program.fields);
    fields.find(|(_, field)| field.path == path).map(|(id, _)| id)
}

fn pipes(program: &mut Program, plant: impl Fn(&mut Pipe)) -> bool {
    program.rules[0].pipes.iter_mut().map(plant).count() > 0
}

/// Plants in every step of every filter.
fn code(program: &mut Program, plant: impl Fn(&mut Instruction) -> bool) -> bool {
    let steps = program.filters.iter_mut().flat_map(|filter| &mut filter.code);
    steps.fold(false, |changed, step| plant(step) | changed)
}

/// A filter that always says the same.
fn filter(program: &mut Program, holds: bool) -> FilterId {
    program.filters.push(Filter { code: vec![Instruction::Set(holds)] });
    FilterId(u32::try_from(program.filters.len() - 1).unwrap())
}
