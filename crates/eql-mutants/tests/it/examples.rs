//! Every family makes the mutants of its examples, and its events tell them from the original.

use std::collections::BTreeSet;

use eql_mutants::{Example, FAMILIES, kinds, mutants};
use event::Document;

use crate::queries::{found, query};

fn documents(events: &[&str]) -> Vec<Document> {
    events.iter().map(|event| serde_json::from_str(event).expect("an event")).collect()
}

#[track_caller]
fn check(example: &Example) {
    let original = query(example.query);
    let all = mutants(&original);
    let is_it = |mutant: &&eql_mutants::Mutant| {
        (mutant.kind, mutant.before.as_str(), mutant.after.as_str())
            == (example.kind, example.before, example.after)
    };
    let shown = || {
        let lines = all
            .iter()
            .map(|mutant| format!("{}: {} -> {}\n", mutant.kind, mutant.before, mutant.after));
        lines.collect::<String>()
    };
    let mutant = all.iter().find(is_it);
    let mutant = mutant.unwrap_or_else(|| panic!("{example:#?} is not among\n{}", shown()));
    let other = mutant.query(&original);
    let differ = |events: &[&str]| {
        let events = documents(events);
        found(&original, &events) != found(&other, &events)
    };
    assert!(differ(example.noticed), "not noticed: {example:#?}");
    assert!(!differ(example.unnoticed), "noticed: {example:#?}");
}

#[test]
fn the_events_of_each_example_notice_the_mutant_or_do_not() {
    for family in FAMILIES {
        family.examples.iter().for_each(check);
    }
}

#[test]
fn every_kind_has_an_example_and_no_kind_is_made_twice() {
    for family in FAMILIES {
        for kind in family.kinds {
            let has_one = family.examples.iter().any(|example| example.kind == *kind);
            assert!(has_one, "{kind} has no example");
        }
    }
    let all: BTreeSet<_> = kinds().collect();
    assert_eq!(all.len(), kinds().count());
}
