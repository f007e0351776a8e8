//! What a sequence pays for an event that is a stage of it: pending instances of many keys, begun, ended and expired.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use eql_functions::Case;
use event::{Document, FieldType, Source, Timestamp};
use matcher::{Matcher, StageHit, State, StreamOptions};
use pack::{
    Clock, ClockId, ConstId, Constant, Field, FieldId, FieldTest, Filter, FilterId, Instruction,
    Key, Plan, Predicate, PredicateId, Program, Rule, SequencePlan, StagePlan, Test,
};

const EVENTS: usize = 20_000;
/// How many keys are begun before the first one is ended.
const DISTANCE: usize = 1_000;

/// One event as the filters leave it.
struct Step {
    time: Timestamp,
    hits: Vec<StageHit>,
}

fn benches(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("stages of a sequence");
    group.throughput(Throughput::Elements(EVENTS as u64)).sample_size(20);
    for (name, maxspan) in [("no maxspan", None), ("maxspan of 10 s", Some(10_000_000_000))] {
        let matcher = Matcher::new(program(maxspan)).expect("the program is sound");
        let begun: Vec<_> =
            (0..EVENTS).map(|number| step(&matcher, number, "start", number)).collect();
        let ended: Vec<_> = (0..EVENTS).map(|number| pair(&matcher, number)).collect();
        for (what, steps) in [("each begins one", &begun), ("each second ends one", &ended)] {
            group.bench_function(format!("{what}, {name}"), |bencher| {
                let state = || matcher.create_state(StreamOptions::default());
                let run = |state| advance(&matcher, state, steps);
                bencher.iter_batched(state, run, BatchSize::PerIteration);
            });
        }
    }
    group.finish();
}

fn advance(matcher: &Matcher, mut state: State<usize>, steps: &[Step]) -> State<usize> {
    for (number, step) in steps.iter().enumerate() {
        matcher.advance(&mut state, &number, Some(step.time), &step.hits, |found| {
            black_box(found);
        });
    }
    state
}

fn pair(matcher: &Matcher, number: usize) -> Step {
    let key = number / 2;
    if number.is_multiple_of(2) {
        step(matcher, number, "start", key)
    } else {
        step(matcher, number, "end", key.wrapping_sub(DISTANCE))
    }
}

/// The event at this place, a millisecond after the one before it.
fn step(matcher: &Matcher, number: usize, action: &str, key: usize) -> Step {
    let text = format!(
        r#"{{"event":{{"action":"{action}"}},"process":{{"entity_id":"00000000-0000-4000-8000-{:012x}"}}}}"#,
        key & 0xffff_ffff_ffff
    );
    let document: Document = serde_json::from_str(&text).expect("events are JSON");
    let mut scratch = matcher.create_scratch();
    let hits = matcher.filter(&mut scratch, &document).stages.clone();
    let millis = i64::try_from(number).expect("few events");
    Step { time: Timestamp::from_millis(millis), hits }
}

/// `sequence by process.entity_id [any where event.action == "start"] [any where event.action == "end"]`.
fn program(maxspan: Option<i128>) -> Program {
    let field =
        |path: &str, field_type| Field { source: Source::Event, path: path.to_owned(), field_type };
    let predicate = |constant| Predicate {
        test: Test::Field(FieldId(0), FieldTest::OneOf(vec![ConstId(constant)], Case::Sensitive)),
        source: "".into(),
    };
    let stage = |filter| StagePlan {
        filter: FilterId(filter),
        missing: false,
        keys: vec![Key { field: FieldId(1), optional: false }],
    };
    let plan = SequencePlan { stages: vec![stage(0), stage(1)], until: None, maxspan };
    Program {
        fields: vec![
            field("event.action", FieldType::Keyword),
            field("process.entity_id", FieldType::Keyword),
            field("@timestamp", FieldType::DateNanos),
        ],
        constants: ["start", "end"].map(|text| Constant::Text(text.into())).into(),
        predicates: [0, 1].map(predicate).into(),
        filters: [0, 1].map(|id| Filter { code: vec![Instruction::Test(PredicateId(id))] }).into(),
        clocks: vec![Clock { timestamp: FieldId(2), tiebreaker: None }],
        rules: vec![Rule {
            id: "sequence".to_owned(),
            name: None,
            severity: None,
            risk_score: None,
            clock: ClockId(0),
            plan: Plan::Sequence(plan),
            pipes: Vec::new(),
        }],
        ..Program::default()
    }
}

criterion_group!(all, benches);
criterion_main!(all);
