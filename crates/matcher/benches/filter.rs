//! What the filters of a thousand rules cost an event: with the index, and each filter on each event.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Bencher, Criterion, Throughput, criterion_group, criterion_main};
use eql_functions::Case;
use event::{FieldType, Slots, Source};
use matcher::{Matcher, MatcherOptions};
use pack::{
    Clock, ClockId, ConstId, Constant, Field, FieldId, FieldTest, Filter, FilterId, Instruction,
    Plan, Predicate, PredicateId, Program, Rule, Test,
};

const RULES: u32 = 1_000;
const EVENTS: u32 = 2_000;
/// How many programs the events are of; the rules ask for more.
const PROGRAMS: u32 = 150;

fn benches(criterion: &mut Criterion) {
    let text = events(["program", "option"]);
    let mut group = criterion.benchmark_group("a thousand filters");
    group.throughput(Throughput::Elements(u64::from(EVENTS))).sample_size(20);
    group.bench_function("read alone", |bencher| {
        let matcher = matcher(MatcherOptions::default());
        let mut slots = Slots::new();
        bencher.iter(|| {
            for line in text.lines() {
                black_box(matcher.read(line.as_bytes(), &mut slots).expect("events are JSON"));
            }
        });
    });
    // As long as the others, and no filter looks for anything in them.
    let strange = events(["strange", "nought"]);
    group.bench_function("read, candidates", |bencher| {
        filter(bencher, &matcher(MatcherOptions::default()), &strange);
    });
    for (name, options) in variants() {
        group.bench_function(name, |bencher| filter(bencher, &matcher(options), &text));
    }
    group.finish();
}

/// Reads and filters all events.
fn filter(bencher: &mut Bencher<'_>, matcher: &Matcher, text: &str) {
    let (mut slots, mut scratch) = (Slots::new(), matcher.create_scratch());
    bencher.iter(|| {
        for line in text.lines() {
            let fields = matcher.read(line.as_bytes(), &mut slots).expect("events are JSON");
            black_box(matcher.filter_fields(&mut scratch, fields));
        }
    });
}

fn variants() -> [(&'static str, MatcherOptions); 3] {
    let usual = MatcherOptions::default();
    [
        ("read, candidates, residual", usual),
        ("the same without a value memo", MatcherOptions { value_memo: false, ..usual }),
        ("read, every filter", MatcherOptions { prefilter: false, ..usual }),
    ]
}

fn matcher(options: MatcherOptions) -> Matcher {
    Matcher::with_options(program(), options).expect("the program is sound")
}

/// Rules of the form `category where name == "..." and args like~ "*...*"`.
fn program() -> Program {
    let names = ["event.category", "process.name", "process.args", "@timestamp"];
    let mut program = Program {
        fields: names.map(field).into(),
        constants: vec![Constant::Text("process".into())],
        predicates: vec![predicate(0, FieldTest::OneOf(vec![ConstId(0)], Case::Sensitive))],
        clocks: vec![Clock { timestamp: FieldId(3), tiebreaker: None }],
        ..Program::default()
    };
    for number in 0..RULES {
        add_rule(&mut program, number);
    }
    program
}

fn field(path: &str) -> Field {
    let field_type = if path == "@timestamp" { FieldType::DateNanos } else { FieldType::Keyword };
    Field { source: Source::Event, path: path.to_owned(), field_type }
}

fn predicate(field: u32, test: FieldTest) -> Predicate {
    Predicate { test: Test::Field(FieldId(field), test), source: "".into() }
}

fn add_rule(program: &mut Program, number: u32) {
    let [name, args] = [1, 2].map(|place| ConstId(2 * number + place));
    program.constants.push(Constant::Text(format!("program{number}.exe").into()));
    program.constants.push(Constant::Text(format!("*--option{}*", number / 3).into()));
    let [first, second] = [1, 2].map(|place| PredicateId(2 * number + place));
    program.predicates.push(predicate(1, FieldTest::OneOf(vec![name], Case::Insensitive)));
    program.predicates.push(predicate(2, FieldTest::Like(vec![args], Case::Insensitive)));
    let code = vec![
        Instruction::Test(PredicateId(0)),
        Instruction::JumpIfFalse(5),
        Instruction::Test(first),
        Instruction::JumpIfFalse(5),
        Instruction::Test(second),
    ];
    program.filters.push(Filter { code });
    program.rules.push(Rule {
        id: number.to_string(),
        name: None,
        severity: None,
        risk_score: None,
        clock: ClockId(0),
        plan: Plan::Event(FilterId(number)),
        pipes: Vec::new(),
    });
}

/// Events of programs whose names begin like this, with an option that does.
fn events([name, word]: [&str; 2]) -> String {
    let mut text = String::new();
    for number in 0..EVENTS {
        let (program, option) = (number * 7 % PROGRAMS, number * 11 % 5_000);
        // Writing to a text cannot fail.
        let _ = writeln!(
            text,
            r#"{{"@timestamp":"2026-01-01T00:00:00Z","event":{{"category":"process"}},"process":{{"name":"{name}{program}.exe","args":["C:\\Programs\\{name}{program}.exe","--{word}{option}"]}}}}"#,
        );
    }
    text
}

criterion_group!(all, benches);
criterion_main!(all);
