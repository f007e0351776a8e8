//! Programs that are made to take long or much: they are refused, or ready soon.

use std::time::{Duration, Instant};

use eql_functions::Case;
use event::{FieldType, Source};
use matcher::{Trial, trial};
use pack::{
    ConstId, Constant, Field, FieldId, FieldTest, Filter, FilterId, Instruction, Plan, PredicateId,
    Program, Test,
};

use super::events::events;
use super::hostile::{filter_of, leaf, nested, whole};
use super::small::program;

/// Far longer than any of them takes in a build without optimizations.
const LIMIT: Duration = Duration::from_secs(60);

#[track_caller]
fn ends(program: Program) -> Trial {
    let bytes = whole(program);
    let start = Instant::now();
    let outcome = trial(&bytes, &events());
    assert!(start.elapsed() < LIMIT, "it took {:?}", start.elapsed());
    outcome
}

#[track_caller]
fn is_refused(program: Program, problem: &str) {
    let outcome = ends(program);
    assert!(format!("{outcome:?}").contains(problem), "{outcome:?}");
}

fn base() -> Program {
    program(&["process where process.pid == 4 and process.name : \"a*\""])
}

fn field(path: &str, field_type: FieldType) -> Field {
    Field { source: Source::Event, path: path.to_owned(), field_type }
}

fn id(length: usize) -> u32 {
    u32::try_from(length).unwrap()
}

#[test]
fn leaves_that_unfold_without_end_are_refused() {
    is_refused(nested(100, 2), "too many leaves in one another");
    is_refused(nested(2, 5000), "too many leaves in one another");
    // Each of many leaves has the same long filter.
    let mut many = nested(1, 10_000);
    let last = many.predicates.last().unwrap().clone();
    many.predicates.extend(vec![last; 50_000]);
    is_refused(many, "too many leaves in one another");
}

#[test]
fn too_many_fields_and_filters_are_refused() {
    let mut fields = base();
    fields.fields.extend((0..40_000).map(|number| field(&format!("f{number}"), FieldType::Long)));
    is_refused(fields, "too many fields");
    let mut filters = base();
    filters.filters.extend(vec![filter_of(&[0]); 300_000]);
    is_refused(filters, "too many filters");
}

#[test]
fn regexes_that_are_large_together_are_refused() {
    let mut program = base();
    program.fields.push(field("process.args", FieldType::Keyword));
    let asked = FieldId(id(program.fields.len() - 1));
    let first = program.constants.len();
    let texts =
        (0..2000).map(|number| Constant::Text(format!("({number}[a-z]{{900}}){{9}}").into()));
    program.constants.extend(texts);
    let list = (first..program.constants.len()).map(|place| ConstId(id(place))).collect();
    program.predicates.push(leaf(Test::Field(asked, FieldTest::Regex(list, Case::Sensitive))));
    is_refused(program, "MiB once compiled");
}

#[test]
fn a_filter_of_any_length_is_ready_soon() {
    let mut program = base();
    let first = program.predicates.len();
    let numbers = 0..60_000_u32;
    program
        .constants
        .extend(numbers.clone().map(|number| Constant::Text(format!("value{number}").into())));
    let constants = program.constants.len() - numbers.len();
    let text = program.fields.iter().position(|field| field.path == "process.name").unwrap();
    program.predicates.extend(numbers.clone().map(|number| {
        let list = vec![ConstId(id(constants) + number)];
        leaf(Test::Field(FieldId(id(text)), FieldTest::OneOf(list, Case::Sensitive)))
    }));
    // Of 500 and one that fail, then of 500 others, and so on: the sets of what is needed stay long.
    let mut code = Vec::new();
    for number in numbers {
        code.push(Instruction::Test(PredicateId(id(first) + number)));
        let (here, end) = (id(code.len()), 120_000);
        let target = if number % 500 == 499 { end } else { (here / 1000 + 1) * 1000 };
        let target = target.min(end);
        code.push(if number % 500 == 499 {
            Instruction::JumpIfFalse(target)
        } else {
            Instruction::JumpIfTrue(target)
        });
    }
    program.filters[0] = Filter { code };
    program.rules[0].plan = Plan::Event(FilterId(0));
    assert!(matches!(ends(program), Trial::Ran(_)));
}

#[test]
fn long_paths_are_ready_soon() {
    let mut program = base();
    let deep = |number: usize| vec![format!("a{number}"); 500].join(".");
    program.fields.extend((0..40).map(|number| field(&deep(number), FieldType::Keyword)));
    program.fields.push(field(&"a".repeat(1 << 20), FieldType::Keyword));
    program.fields.push(field(&".".repeat(100_000), FieldType::Keyword));
    program.fields.push(field("", FieldType::Keyword));
    assert!(matches!(ends(program), Trial::Ran(_)));
}

#[test]
fn many_rules_are_ready_soon() {
    let mut program = base();
    let rule = program.rules[0].clone();
    program.rules = vec![rule; 20_000];
    let filter = program.filters[0].clone();
    program.filters.extend(vec![filter; 20_000]);
    for (place, rule) in (0..).zip(&mut program.rules) {
        rule.plan = Plan::Event(FilterId(place));
    }
    assert!(matches!(ends(program), Trial::Ran(_)));
}
