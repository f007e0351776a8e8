//! Every numbered statement of the spec has a case that shows it, or a reason why none can.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

/// More reasons than this would hide that nobody looked.
const MOST_REASONS: usize = 15;

/// What no public fixture pins (spec 23b), so these are shown thickest.
const UNPINNED: [&str; 11] =
    ["7.4", "8.5", "9.2", "9.8", "12.6", "12.9", "13.5", "15.5", "15.6", "15.7", "16.2"];

/// The least queries for each of `UNPINNED`.
const LEAST_QUERIES: usize = 20;

/// `statements.toml`
#[derive(Deserialize)]
struct Statements {
    statements: Vec<String>,
}

/// `not-testable.toml`
#[derive(Deserialize)]
struct NotTestable {
    reasons: BTreeMap<String, String>,
}

/// A file of calls of one function, as far as it is needed here.
#[derive(Deserialize)]
struct Calls {
    function: String,
    spec: Vec<String>,
    case: Vec<toml::Table>,
}

/// For each statement, the cases that show it and their queries.
type Shown = BTreeMap<String, Vec<(String, usize)>>;

#[test]
fn every_statement_has_a_case_or_a_reason() {
    let statements: BTreeSet<String> = statements().into_iter().collect();
    let shown = shown();
    let reasons = read::<NotTestable>("suite/not-testable").reasons;
    let has_neither = |one: &&String| !shown.contains_key(*one) && !reasons.contains_key(*one);
    let missing: Vec<&String> = statements.iter().filter(has_neither).collect();
    assert!(missing.is_empty(), "neither case nor reason: {missing:?}");
    let unknown = |one: &&String| !statements.contains(*one);
    let unknown: Vec<&String> = shown.keys().chain(reasons.keys()).filter(unknown).collect();
    assert!(unknown.is_empty(), "the spec has no statements {unknown:?}");
    let both: Vec<&String> = reasons.keys().filter(|one| shown.contains_key(*one)).collect();
    assert!(both.is_empty(), "a case shows what a reason says cannot be shown: {both:?}");
    assert!(reasons.len() <= MOST_REASONS, "{} reasons", reasons.len());
}

#[test]
fn what_no_public_fixture_pins_is_shown_thickest() {
    let shown = shown();
    for statement in UNPINNED {
        let queries: usize = shown[statement].iter().map(|(_, queries)| queries).sum();
        assert!(queries >= LEAST_QUERIES, "{statement}: {queries} queries");
    }
}

#[test]
fn the_list_of_statements_is_that_of_the_spec() {
    let Some(shared) = testkit::shared("the_list_of_statements_is_that_of_the_spec") else {
        return;
    };
    let text = std::fs::read_to_string(shared.join("spec/eql-semantics.md")).unwrap();
    let listed = statements();
    let count = listed.len();
    let listed: BTreeSet<String> = listed.into_iter().collect();
    assert_eq!(listed.len(), count, "a statement is listed twice");
    assert_eq!(listed, numbered(&text));
}

/// The statements of sections 1 to 18, 20 and 21: `9.5 ` at the beginning of a line of section 9. The table of
/// section 17 has no number of its own.
fn numbered(text: &str) -> BTreeSet<String> {
    let mut section = "";
    let mut numbers = BTreeSet::from(["17".to_owned()]);
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            section = title.split_once('.').map_or("", |(number, _)| number);
        }
        let number = line.split(' ').next().unwrap_or_default();
        let counts = matches!(section.parse(), Ok(1..=18 | 20 | 21));
        let own = number.strip_prefix(section).and_then(|rest| rest.strip_prefix('.'));
        if counts && own.is_some_and(|own| own.parse::<u8>().is_ok()) {
            numbers.insert(number.to_owned());
        }
    }
    numbers
}

fn statements() -> Vec<String> {
    read::<Statements>("suite/statements").statements
}

fn shown() -> Shown {
    let mut shown = Shown::new();
    let mut show = |spec: Vec<String>, case: &str, queries: usize| {
        for statement in spec {
            shown.entry(statement).or_default().push((case.to_owned(), queries));
        }
    };
    // A file that is not run shows nothing.
    let run = super::files().into_iter().filter(|(_, suite)| suite.pending != Some(true));
    for (file, suite) in run {
        for case in suite.case {
            let queries = case.queries().count();
            assert!(queries > 0, "{file}: {}: no query", case.name);
            assert!(!case.spec.is_empty(), "{file}: {}: no statement", case.name);
            show(case.spec, &format!("{file}: {}", case.name), queries);
        }
    }
    for file in testkit::cases(&testkit::workspace_root().join("testdata/functions"), "toml") {
        let calls: Calls = toml::from_str(&file.text).unwrap();
        show(calls.spec, &format!("functions: {}", calls.function), calls.case.len());
    }
    shown
}

/// Reads a file of `testdata`.
fn read<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let path = testkit::workspace_root().join("testdata").join(name).with_extension("toml");
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}
