//! Elasticsearch's own constant-folding cases, where they are at hand.

use event::Value;
use toml::{Table, Value as Toml};

use crate::expression::{Failure, evaluate};
use crate::shared::shared_text;

const TEST: &str = "constant folding agrees with Elasticsearch";

#[derive(Default, Debug)]
struct Counts {
    ran: usize,
    refused: usize,
    settled: usize,
    unreadable: usize,
    wrong: Vec<String>,
}

#[test]
#[expect(clippy::print_stderr, reason = "says how many cases ran")]
fn constant_folding_agrees_with_elasticsearch() {
    let mut counts = Counts::default();
    for file in ["test_folding.toml", "test_string_functions.toml"] {
        let Some(text) = shared_text(TEST, &format!("conformance/es-eql/folding/{file}")) else {
            return;
        };
        run_file(&text.parse().unwrap(), &mut counts);
    }
    assert_eq!(counts.wrong, Vec::<String>::new());
    assert_eq!((counts.settled, counts.refused), (8, 7), "{counts:?}");
    assert!(counts.ran > 150, "{counts:?}");
    let Counts { ran, refused, settled, unreadable, .. } = counts;
    eprintln!(
        "{TEST}: {ran} ran, {settled} settled otherwise, {refused} refused, {unreadable} not readable here"
    );
}

fn run_file(file: &Table, counts: &mut Counts) {
    // One section states the rule of another dialect.
    let sections = file.iter().filter(|(name, _)| !name.contains("case_insensitive_match"));
    for (_, section) in sections {
        for case in list(section, &["fold", "tests"]).iter().chain(list(section, &["tests"])) {
            run_case(case, counts);
        }
        for case in list(section, &["verifier", "failures"]) {
            let refused = matches!(evaluate(&expression(case)), Err(Failure::Refused(_)));
            counts.refused += usize::from(refused);
        }
    }
}

fn list<'a>(section: &'a Toml, path: &[&str]) -> &'a [Toml] {
    let found = path.iter().try_fold(section, |table, key| table.get(key));
    found.and_then(Toml::as_array).map_or(&[], Vec::as_slice)
}

fn expression(case: &Toml) -> String {
    case.get("expression").and_then(Toml::as_str).unwrap().to_owned()
}

fn run_case(case: &Toml, counts: &mut Counts) {
    let text = expression(case);
    let expected = value(case.get("expected"));
    let result = match evaluate(&text) {
        Ok(result) => result,
        Err(Failure::Unreadable(_)) => {
            counts.unreadable += 1;
            return;
        }
        Err(failure) => return counts.wrong.push(format!("{text}: {failure}")),
    };
    if result == expected {
        counts.ran += 1;
    } else if is_settled(&text, &expected, &result) {
        counts.settled += 1;
    } else {
        counts.wrong.push(format!("{text}: {result:?} instead of {expected:?}"));
    }
}

fn value(toml: Option<&Toml>) -> Value<'static> {
    match toml {
        None => Value::Null,
        Some(Toml::Boolean(value)) => Value::Bool(*value),
        Some(Toml::Integer(value)) => Value::Int(*value),
        Some(Toml::Float(value)) => Value::Float(*value),
        Some(other) => Value::text(other.as_str().unwrap().to_owned()),
    }
}

/// The cases are older than the code in two functions: no hit of `between` is an empty text, an empty end of
/// `between` and a null start of `substring` give the whole source (spec 12.8, 12.9).
fn is_settled(text: &str, expected: &Value<'_>, result: &Value<'_>) -> bool {
    let source = text.split('"').nth(1);
    let whole = result.as_str() == source;
    let empty_part = text.contains("\"\"");
    if text.starts_with("between") {
        return (whole && empty_part) || (expected.is_null() && result.as_str() == Some(""));
    }
    text.starts_with("substring") && text.contains(", null, ") && whole
}
