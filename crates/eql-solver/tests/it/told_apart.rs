//! Events that tell two queries apart.

use eql_solver::{Options, Side, distinguish};

use crate::lowered;

/// By which query there is a match, with the events as JSON.
fn apart(one: &str, other: &str) -> Option<(Side, String)> {
    let witness = distinguish(&lowered(one), &lowered(other), &Options::default())?;
    let events = witness.events.iter().map(|event| serde_json::to_string(event).unwrap());
    Some((witness.by, events.collect::<Vec<_>>().join("\n")))
}

#[track_caller]
fn assert_apart(one: &str, other: &str) {
    let side = |one, other| apart(one, other).map(|(side, _)| side);
    assert!(side(one, other).is_some(), "{one}\n{other}");
    assert!(side(other, one).is_some(), "{other}\n{one}");
}

#[test]
fn a_filter_that_takes_more() {
    let (narrow, wide) =
        (r#"process where process.name : "a*b""#, r#"process where process.name : "a*""#);
    let (side, events) = apart(narrow, wide).unwrap();
    assert_eq!(side, Side::Other, "{events}");
    assert_apart(
        r#"process where process.name in ("a", "b", "c")"#,
        r#"process where process.name in ("a", "c")"#,
    );
    assert_apart("process where process.pid > 4", "process where process.pid >= 4");
    assert_apart(r#"process where user.name : "Root""#, r#"process where user.name == "Root""#);
}

#[test]
fn equal_filters_are_not_told_apart() {
    let (one, other) = ("process where process.pid > 4", "process where process.pid >= 5");
    assert_eq!(apart(one, one), None);
    assert_eq!(apart(one, other), None);
}

#[test]
fn sequences() {
    let sequence = |span: &str, by: &str, last: &str| {
        format!(
            "sequence by {by} with maxspan={span} [process where process.pid == 1] [file where {last}]"
        )
    };
    let usual = sequence("10s", "host.id, user.id", r#"file.name : "a*""#);
    assert_apart(&usual, &sequence("20s", "host.id, user.id", r#"file.name : "a*""#));
    assert_apart(&usual, &sequence("10s", "host.id", r#"file.name : "a*""#));
    assert_apart(&usual, &sequence("10s", "host.id, user.id", r#"file.name : "ab*""#));
}

#[test]
fn stages_that_take_no_event() {
    let until = |name: &str| {
        format!(
            "sequence by host.id [process where true] [file where true] until [any where user.name == {name}]"
        )
    };
    assert_apart(&until(r#""a""#), &until(r#""b""#));
    let without = "sequence by host.id [process where true] [file where true]";
    assert_apart(&until(r#""a""#), without);
}

#[test]
fn one_constant_of_a_long_list() {
    let list = |last: &str| {
        let names: Vec<_> = (0..200).map(|number| format!("\"n{number}.example\"")).collect();
        format!("network where dns.question.name : ({}, \"{last}\")", names.join(", "))
    };
    assert_apart(&list("a.example"), &list("b.example"));
}
