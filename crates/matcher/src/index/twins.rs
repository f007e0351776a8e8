//! Tests: with the index, with and without its memory of values, and without it, matchers say the same.

#![expect(clippy::cast_possible_truncation, reason = "a few places")]

use eql_functions::Case;
use event::{FieldType, Slots, Source};
use pack::{
    Clock, ClockId, ConstId, Constant, Field, FieldId, FieldTest, Filter, FilterId, Instruction,
    Plan, Predicate, PredicateId, Program, Rule, Test,
};
use proptest::prelude::*;

use crate::{Matcher, MatcherOptions};

/// Texts, then numbers and a boolean, then patterns, then expressions.
const TEXTS: [&str; 5] = ["alpha", "ALPHABET.exe", "beta.exe", "5", "true"];
const PATTERNS: [&str; 9] =
    ["*alpha*", "alp*", "*.exe", "*?eta*", "*bet*", "*tru*", "tr*ue", "*", "*é*"];
const EXPRESSIONS: [&str; 5] =
    ["alp.*", "(alpha|tru).+", "[a-f]eta(.exe)?", "@.exe&~(b@)", "(é|5)"];

/// Two fields of one path, and others.
const FIELDS: [(&str, FieldType); 6] = [
    ("a", FieldType::Keyword),
    ("a", FieldType::Dynamic),
    ("a", FieldType::Long),
    ("b", FieldType::Dynamic),
    ("c", FieldType::Keyword),
    ("@timestamp", FieldType::Date),
];

fn test() -> impl Strategy<Value = Test> {
    let case = prop_oneof![Just(Case::Sensitive), Just(Case::Insensitive)];
    let texts = prop::collection::vec(0..TEXTS.len() as u32, 1..4);
    let values = prop::collection::vec(0..TEXTS.len() as u32 + 2, 1..3);
    let first = TEXTS.len() as u32 + 2;
    let patterns = prop::collection::vec(first..first + PATTERNS.len() as u32, 1..6);
    let first = first + PATTERNS.len() as u32;
    let expressions = prop::collection::vec(first..first + EXPRESSIONS.len() as u32, 1..3);
    let ids = |list: Vec<u32>| list.into_iter().map(ConstId).collect::<Vec<_>>();
    let field = prop::sample::select(vec![0, 0, 1, 1, 1, 2, 3, 4]);
    (field, case, texts, values, (patterns, expressions), 0..9).prop_map(
        move |(field, case, texts, values, (patterns, expressions), kind)| {
            let test = match kind {
                0 => FieldTest::Exists,
                1 => FieldTest::OneOf(ids(values), case),
                2 => FieldTest::OneOf(ids(texts), case),
                3 => FieldTest::Prefix(ConstId(texts[0]), case),
                4 => FieldTest::Regex(ids(expressions), case),
                _ => FieldTest::Like(ids(patterns), case),
            };
            Test::Field(FieldId(field), test)
        },
    )
}

/// Tests of leaves, each turned round or not and followed by a jump.
fn filter(predicates: u32) -> impl Strategy<Value = Filter> {
    let leaf = (0..predicates, any::<bool>(), any::<bool>(), 1..3usize);
    prop::collection::vec(leaf, 1..5).prop_map(|leaves| {
        let start = |leaf: usize| (3 * leaf.min(leaves.len())) as u32;
        let code = leaves.iter().enumerate().flat_map(|(at, &(id, turned, if_true, over))| {
            let target = start(at + 1 + over);
            let jump = if if_true {
                Instruction::JumpIfTrue(target)
            } else {
                Instruction::JumpIfFalse(target)
            };
            // Twice turned is not turned.
            let turn =
                if turned { Instruction::Not } else { Instruction::JumpIfTrue(start(at) + 2) };
            [Instruction::Test(PredicateId(id)), turn, jump]
        });
        Filter { code: code.collect() }
    })
}

/// The leaf with constants of the type of its field, as the verifier wants them.
fn typed(test: Test) -> Test {
    let number = ConstId(TEXTS.len() as u32);
    let Test::Field(field, asked) = test else { return test };
    let asked = match (FIELDS[field.index()].1, asked) {
        (FieldType::Dynamic, asked) | (_, asked @ FieldTest::Exists) => asked,
        (FieldType::Long, _) => FieldTest::OneOf(vec![number], Case::Sensitive),
        (_, FieldTest::OneOf(mut list, case)) => {
            list.retain(|id| *id < number);
            FieldTest::OneOf(list, case)
        }
        (_, asked) => asked,
    };
    Test::Field(field, asked)
}

fn program(tests: Vec<Test>, filters: Vec<Filter>) -> Program {
    let texts = TEXTS.iter().map(|text| Constant::Text((*text).into()));
    let others = [Constant::Int(5), Constant::Bool(true)];
    let patterns = PATTERNS.iter().chain(&EXPRESSIONS);
    let patterns = patterns.map(|text| Constant::Text((*text).into()));
    let field = |&(path, field_type): &(&str, FieldType)| Field {
        source: Source::Event,
        path: path.to_owned(),
        field_type,
    };
    let rule = |place| Rule {
        id: String::new(),
        name: None,
        severity: None,
        risk_score: None,
        clock: ClockId(0),
        plan: Plan::Event(FilterId(place)),
        pipes: Vec::new(),
    };
    let predicate = |test| Predicate { test: typed(test), source: "".into() };
    Program {
        fields: FIELDS.iter().map(field).collect(),
        constants: texts.chain(others).chain(patterns).collect(),
        predicates: tests.into_iter().map(predicate).collect(),
        clocks: vec![Clock { timestamp: FieldId(5), tiebreaker: None }],
        rules: (0..filters.len() as u32).map(rule).collect(),
        filters,
        ..Program::default()
    }
}

fn event() -> impl Strategy<Value = String> {
    const VALUES: [&str; 9] = [
        r#""alpha""#,
        r#""alphabet.EXE""#,
        r#""beta.exe""#,
        r#""alphé""#,
        r#""5""#,
        "5",
        "true",
        "null",
        r#""""#,
    ];
    let scalar = || prop::sample::select(VALUES.to_vec()).prop_map(str::to_owned);
    let list =
        prop::collection::vec(scalar(), 0..3).prop_map(|list| format!("[{}]", list.join(",")));
    let value = prop_oneof![3 => scalar(), 1 => list];
    prop::collection::vec(prop::option::weighted(0.7, value), 3).prop_map(|values| {
        let named = ["a", "b", "c"].into_iter().zip(values);
        let fields = named.filter_map(|(name, value)| Some(format!(r#""{name}":{}"#, value?)));
        format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn the_index_changes_no_answer(
        tests in prop::collection::vec(test(), 6),
        filters in prop::collection::vec(filter(6), 1..9),
        events in prop::collection::vec(event(), 1..30),
    ) {
        let program = program(tests, filters);
        let options = [(false, false), (true, false), (true, true)];
        let matchers = options.map(|(prefilter, value_memo)| {
            let options = MatcherOptions { prefilter, value_memo };
            Matcher::with_options(program.clone(), options).unwrap()
        });
        let mut scratches = [0, 1, 2].map(|at| matchers[at].create_scratch());
        for event in &events {
            let hits = [0, 1, 2].map(|at| {
                let mut slots = Slots::new();
                let fields = matchers[at].read(event.as_bytes(), &mut slots).unwrap();
                matchers[at].filter_fields(&mut scratches[at], fields).clone()
            });
            prop_assert_eq!(&hits[0], &hits[1], "{}", event);
            prop_assert_eq!(&hits[0], &hits[2], "{}", event);
        }
    }
}
