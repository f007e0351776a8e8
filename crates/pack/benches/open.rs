//! Opening a pack of a thousand rules: decoding its bytes and verifying the program.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use eql_functions::Case;
use event::{FieldType, Source};
use pack::{
    Clock, ClockId, ConstId, Constant, Field, FieldId, FieldTest, Filter, FilterId, Instruction,
    Plan, Predicate, PredicateId, Program, Rule, Test,
};

const RULES: u32 = 1_000;

fn benches(criterion: &mut Criterion) {
    let program = program();
    let bytes = pack::encode(&program);
    let mut group = criterion.benchmark_group("a pack of a thousand rules");
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("decode", |bencher| {
        bencher.iter(|| black_box(pack::decode(&bytes).expect("it was encoded")));
    });
    group.bench_function("verify", |bencher| {
        bencher.iter(|| black_box(pack::verify(&program)).expect("the program is sound"));
    });
    group.finish();
}

/// Rules of the form `process.name : "..."`.
fn program() -> Program {
    let field =
        |path: &str, field_type| Field { source: Source::Event, path: path.to_owned(), field_type };
    let numbers = 0..RULES;
    Program {
        fields: vec![
            field("process.name", FieldType::Keyword),
            field("@timestamp", FieldType::DateNanos),
        ],
        constants: numbers
            .clone()
            .map(|n| Constant::Text(format!("program{n}.exe").into()))
            .collect(),
        predicates: numbers.clone().map(predicate).collect(),
        filters: numbers
            .clone()
            .map(|n| Filter { code: vec![Instruction::Test(PredicateId(n))] })
            .collect(),
        clocks: vec![Clock { timestamp: FieldId(1), tiebreaker: None }],
        rules: numbers.map(rule).collect(),
        ..Program::default()
    }
}

fn predicate(number: u32) -> Predicate {
    let test = FieldTest::OneOf(vec![ConstId(number)], Case::Insensitive);
    let source = format!("process.name : \"program{number}.exe\"").into();
    Predicate { test: Test::Field(FieldId(0), test), source }
}

fn rule(number: u32) -> Rule {
    Rule {
        id: format!("00000000-0000-4000-8000-{number:012}"),
        name: Some(format!("Rule {number}")),
        severity: Some("medium".to_owned()),
        risk_score: Some(47),
        clock: ClockId(0),
        plan: Plan::Event(FilterId(number)),
        pipes: Vec::new(),
    }
}

criterion_group!(all, benches);
criterion_main!(all);
