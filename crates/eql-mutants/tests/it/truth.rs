//! Mutants that are proved equal find the same on generated events.

use eql_hir::Query;
use eql_mutants::{mutants, prove};
use event::Document;
use proptest::prelude::*;

use crate::queries::{found, query};

const NAMES: [&str; 9] = ["a", "A", "ab", "AB", "b", "abc", "xab", "", "*a"];
const PATTERNS: [&str; 9] = ["a", "ab", "a*", "*b", "*", "a?", "?*", "*a*", "B"];
const BLOCKS: [&str; 6] =
    ["10.0.0.0/8", "10.0.0.0/9", "10.128.0.0/9", "11.0.0.0/8", "10.0.0.1", "0.0.0.0/0"];
const ADDRESSES: [&str; 5] = ["10.0.0.1", "10.200.0.1", "11.1.1.1", "9.9.9.9", "::1"];

fn quoted(all: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::subsequence(all, 1..=3).prop_map(|some| {
        some.iter().map(|text| format!("\"{text}\"")).collect::<Vec<_>>().join(", ")
    })
}

/// Leaves about few fields with few constants, so that many of them imply others.
fn leaf() -> impl Strategy<Value = String> {
    let bound = prop::sample::select(vec!["<", "<=", ">", ">="]);
    prop_oneof![
        quoted(&PATTERNS).prop_map(|list| format!("process.name : ({list})")),
        quoted(&PATTERNS).prop_map(|list| format!("process.name like ({list})")),
        quoted(&NAMES).prop_map(|list| format!("process.name in ({list})")),
        quoted(&NAMES).prop_map(|list| format!("process.name in~ ({list})")),
        prop::sample::select(vec!["a", "AB", "b"])
            .prop_map(|text| format!("startsWith(process.name, \"{text}\")")),
        Just("process.name != null".to_owned()),
        Just("process.name regex \"a(b|c)?\"".to_owned()),
        (bound, 3..6).prop_map(|(op, number)| format!("process.pid {op} {number}")),
        (3..6).prop_map(|number| format!("process.pid == {number}")),
        quoted(&BLOCKS).prop_map(|list| format!("cidrMatch(source.ip, {list})")),
        Just("length(process.name) > 1".to_owned()),
    ]
}

fn condition() -> impl Strategy<Value = String> {
    leaf().prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4)
                .prop_map(|parts| format!("({})", parts.join(" and "))),
            prop::collection::vec(inner.clone(), 2..4)
                .prop_map(|parts| format!("({})", parts.join(" or "))),
            inner.prop_map(|part| format!("not ({part})")),
        ]
    })
}

/// Events with no, one or two values in each field.
fn event() -> impl Strategy<Value = Document> {
    let some = |all: &'static [&'static str]| prop::sample::subsequence(all, 0..=2);
    let numbers = prop::sample::subsequence(vec![2, 3, 4, 5, 6], 0..=2);
    (some(&NAMES), numbers, some(&ADDRESSES), 0..9).prop_map(|(names, pids, addresses, time)| {
        let json = serde_json::json!({
            "@timestamp": time,
            "event.category": "process",
            "process.name": names,
            "process.pid": pids,
            "source.ip": addresses,
        });
        serde_json::from_str(&json.to_string()).expect("an event")
    })
}

fn assert_true(original: &Query, events: &[Document]) -> usize {
    let mut proved = 0;
    for mutant in mutants(original) {
        let other = mutant.query(original);
        if let Some(proof) = prove(original, &other) {
            proved += 1;
            for event in events {
                let event = std::slice::from_ref(event);
                assert_eq!(found(original, event), found(&other, event), "{proof}: {mutant:#?}");
            }
        }
    }
    proved
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_proved_equal_never_differs(
        condition in condition(),
        events in prop::collection::vec(event(), 40),
    ) {
        assert_true(&query(&format!("process where {condition}")), &events);
    }
}

#[test]
fn the_generated_queries_have_proofs_at_all() {
    let text =
        r#"process where process.name : ("a*", "ab") and (process.pid > 3 or process.pid > 4)"#;
    assert!(assert_true(&query(text), &[]) >= 3);
}
