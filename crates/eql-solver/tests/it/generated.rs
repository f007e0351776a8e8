//! The cases of made-up queries, which together have every construct.

use std::fmt::Write;

use eql_solver::{Expectation, Generated, Options, generate};

use crate::{lowered, lowered_in};

/// Only what a query always gets: a match a branch, a near miss a leaf, and the structures.
fn needed() -> Options {
    Options { max_cases: 0, ..Options::default() }
}

/// Each case with its events, a line each, and what is not solved.
fn shown(generated: &Generated) -> String {
    let mut text = String::new();
    for case in &generated.cases {
        let folder = match case.expectation {
            Expectation::Positive => "positive",
            Expectation::Negative => "negative",
        };
        writeln!(text, "{folder}/{}", case.name).unwrap();
        for event in &case.events {
            writeln!(text, "  {}", serde_json::to_string(event).unwrap()).unwrap();
        }
    }
    for unsolved in &generated.unsolved {
        writeln!(text, "unsolved: {}: {}", unsolved.wanted, unsolved.cause).unwrap();
    }
    text
}

fn needed_cases(query: &str) -> String {
    shown(&generate(&lowered(query), &needed()))
}

/// The names of all cases.
fn names(query: &str) -> String {
    let generated = generate(&lowered(query), &Options::default());
    let names =
        generated.cases.iter().map(|case| format!("{:?}/{}\n", case.expectation, case.name));
    names.collect::<String>().to_lowercase()
}

/// The cases of a query of the endpoint; what none was found for is told.
fn endpoint_cases(query: &str) -> String {
    shown(&generate(&lowered_in(eql_syntax::Dialect::Endpoint, query), &needed()))
}

#[test]
fn near_misses_by_one_clause_about_an_element() {
    insta::assert_snapshot!(endpoint_cases(
        r#"api where process.name : "a.exe" and _arraysearch(process.thread.Ext.call_stack, $entry,
             $entry.symbol_info : "*ntdll*" and not ($entry.callsite == "x" or $entry.protection : "RW*"))"#
    ));
}

#[test]
fn related_processes() {
    insta::assert_snapshot!(endpoint_cases(
        r#"process where process.name : "curl.exe" and descendant of [process where process.name : "winword.exe"]
           and not child of [process where process.name : "setup.exe"]"#
    ));
}

#[test]
fn related_processes_of_related_processes_and_of_stages() {
    insta::assert_snapshot!(endpoint_cases(
        r#"sequence by process.entity_id with maxspan=1m
             [process where child of [process where event of [file where file.extension : "iso"]]]
             [network where true]"#
    ));
}

#[test]
fn branches_and_exclusions() {
    insta::assert_snapshot!(needed_cases(
        r#"process where (process.name : "cmd.exe" or process.args == "/c" and process.pid > 4)
           and not (user.id == "S-1-5-18" and process.parent.name : ("services.exe", "svchost.exe"))"#
    ));
}

#[test]
fn lists_wildcards_bounds_and_letter_case() {
    insta::assert_snapshot!(names(
        r#"process where process.name : ("power*.exe", "cmd.exe") and process.pid >= 10 and not user.name == "root""#
    ));
}

#[test]
fn addresses_regexes_functions_and_arithmetic() {
    insta::assert_snapshot!(needed_cases(
        r#"network where cidrmatch(destination.ip, "10.0.0.0/8") and destination.domain regex "[a-z]{3}[0-9]+\\.example"
           and startsWith~(process.name, "py") and length(process.command_line) > 20 and source.port + 1 == 445"#
    ));
}

#[test]
fn optional_fields_null_and_arrays() {
    insta::assert_snapshot!(needed_cases(
        r#"any where ?process.Ext.token != null and process.args == "-a" and process.args == "-b" and not ?user.email == null"#
    ));
}

#[test]
fn a_sequence_by_keys_within_maxspan() {
    insta::assert_snapshot!(needed_cases(
        r#"sequence by host.id, ?user.id with maxspan=1m
           [process where process.name == "a"] by process.entity_id
           [network where destination.port == 443] by process.parent.entity_id"#
    ));
}

#[test]
fn a_sequence_with_until() {
    insta::assert_snapshot!(needed_cases(
        r#"sequence by process.entity_id [process where event.type == "start"] [file where true]
           until [process where event.type == "end"]"#
    ));
}

#[test]
fn a_sequence_with_runs() {
    insta::assert_snapshot!(needed_cases(
        r#"sequence by user.name with maxspan=10s [authentication where event.outcome == "failure"] with runs=3
           [authentication where event.outcome == "success"]"#
    ));
}

#[test]
fn missing_events_before_between_and_behind() {
    insta::assert_snapshot!(needed_cases(
        r#"sequence by host.id with maxspan=5s ![process where process.name == "a"] [file where true]
           ![registry where registry.value == "b"] [network where true]"#
    ));
    insta::assert_snapshot!(needed_cases(
        r#"sequence by host.id with maxspan=5s [process where true] ![file where file.name == "c"]"#
    ));
}

#[test]
fn a_sample() {
    insta::assert_snapshot!(needed_cases(
        r#"sample by host.id [process where process.name == "a"] [file where file.name == "b"]"#
    ));
}

#[test]
fn pipes() {
    insta::assert_snapshot!(needed_cases("process where process.pid == 4 | tail 1"));
    insta::assert_snapshot!(needed_cases("process where process.pid == 4 | head 0"));
}

#[test]
fn what_cannot_be_is_said() {
    insta::assert_snapshot!(needed_cases(
        r#"process where process.name == "a" and process.pid != null and process.pid > 4"#
    ));
    insta::assert_snapshot!(needed_cases("process where false"));
}

#[test]
fn seeds_change_values_and_nothing_else() {
    let query = lowered(r#"process where process.name : "a*" and process.pid > 4"#);
    let cases = |seed| generate(&query, &Options { seed, ..Options::default() }).cases;
    let names = |seed| {
        cases(seed).into_iter().map(|case| (case.expectation, case.name)).collect::<Vec<_>>()
    };
    assert_eq!(cases(1), cases(1));
    assert_ne!(cases(1), cases(2));
    assert_eq!(names(1), names(2));
}
