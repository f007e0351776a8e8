//! A good rule with one thing wrong: it is found under its id at its line, and nothing else is.

use std::collections::BTreeSet;
use std::path::Path;

use diagnostics::SourceText;
use rule_lint::Context;
use toml::{Table, Value};

use crate::findings;

const MUTATIONS: &str = include_str!("../../../../testdata/rule-lint/mutations.toml");

/// One way to break a rule: `from` becomes `to` where it first stands in `base`.
struct Mutation {
    base: String,
    path: String,
    from: String,
    to: String,
    /// Line and id of everything that is found.
    found: Vec<String>,
}

fn mutations() -> Vec<Mutation> {
    let table: Table = MUTATIONS.parse().unwrap_or_else(|error| panic!("{error}"));
    let list = table.get("mutation").and_then(Value::as_array);
    list.into_iter().flatten().map(mutation).collect()
}

fn mutation(value: &Value) -> Mutation {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let base = text("base").unwrap_or_default();
    let path = text("path").unwrap_or_else(|| path_of(&base).to_owned());
    let found = value.get("found").and_then(Value::as_array).into_iter().flatten();
    let found = found.filter_map(Value::as_str).map(str::to_owned).collect();
    let (from, to) = (text("from").unwrap_or_default(), text("to").unwrap_or_default());
    Mutation { base, path, from, to, found }
}

/// Where a good rule stands in its repository.
fn path_of(base: &str) -> &'static str {
    match base {
        "building_block" => "rules_building_block/execution_shell.toml",
        "eql_sequence" => "rules/windows/discovery_shell.toml",
        _ => "rules/windows/execution_shell.toml",
    }
}

/// The text of the broken rule.
fn broken(mutation: &Mutation, good: &[testkit::Case]) -> String {
    let case = good.iter().find(|case| case.name == mutation.base);
    let case = case.unwrap_or_else(|| panic!("no good rule `{}`", mutation.base));
    assert!(case.text.contains(&mutation.from), "{}: {}", mutation.base, mutation.from);
    case.text.replacen(&mutation.from, &mutation.to, 1)
}

/// Line and id of everything that is found, by line.
fn found(path: &str, text: &str) -> Vec<String> {
    let context = Context { repository: true, ..Context::default() };
    let source = SourceText::new(path, text);
    let place = |finding: &diagnostics::Diagnostic| {
        format!("{} {}", source.position(finding.span.start).line, finding.id)
    };
    findings(path, text, &context).iter().map(place).collect()
}

fn good_rules() -> Vec<testkit::Case> {
    testkit::cases(&testkit::workspace_root().join("testdata/rule-lint/good"), "toml")
}

#[test]
fn each_is_found_at_its_line_under_its_id_and_nothing_else_is() {
    let good = good_rules();
    let mut wrong = Vec::new();
    for mutation in mutations() {
        let mut actual = found(&mutation.path, &broken(&mutation, &good));
        let mut expected = mutation.found.clone();
        actual.sort();
        expected.sort();
        if actual != expected {
            let Mutation { base, from, to, .. } = mutation;
            wrong.push(format!("{base}: {from:?} -> {to:?}: {expected:?}, found {actual:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_at_least_200_that_hit_60_ids() {
    let all = mutations();
    let ids: BTreeSet<_> = all
        .iter()
        .flat_map(|mutation| &mutation.found)
        .filter_map(|line| line.split(' ').nth(1))
        .collect();
    assert!(all.len() >= 200 && ids.len() >= 60, "{} mutations, {} ids", all.len(), ids.len());
}

#[test]
fn the_rules_that_are_broken_are_good_before() {
    for case in good_rules() {
        let name = Path::new(&case.path).file_name().unwrap_or_default().to_string_lossy();
        assert_eq!(found(path_of(&case.name), &case.text), [""; 0], "{name}");
    }
}
