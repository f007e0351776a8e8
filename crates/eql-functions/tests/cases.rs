//! Every file of `testdata/functions`: calls of one function and their results.

#[path = "it/expression.rs"]
mod expression;

use std::path::Path;

use eql_functions::{EvalError, lookup};
use expression::{Failure, evaluate};
use toml::{Table, Value as Toml};

datatest_stable::harness! {
    { test = run, root = "../../testdata/functions", pattern = r"\.toml$" },
}

#[expect(clippy::needless_pass_by_value, reason = "the harness passes the text by value")]
fn run(_: &Path, text: String) -> datatest_stable::Result<()> {
    let file: Table = text.parse()?;
    let name = file.get("function").and_then(Toml::as_str).ok_or("`function` is missing")?;
    let cases = file.get("case").and_then(Toml::as_array).ok_or("`[[case]]` is missing")?;
    let mut problems = missing_rows(name, cases)?;
    problems.extend(cases.iter().filter_map(|case| check(name, case).err()));
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n").into()) }
}

/// One row: `call` gives `result`, or fails with `error`.
fn check(name: &str, case: &Toml) -> Result<(), String> {
    let call = field(case, "call").ok_or("a case has no `call`")?;
    if !call.to_lowercase().contains(&name.to_lowercase()) {
        return Err(format!("{call}: the file is about `{name}`"));
    }
    let expected = match (field(case, "result"), field(case, "error")) {
        (Some(result), None) => shown(result),
        (None, Some(error)) => error.to_owned(),
        _ => return Err(format!("{call}: a case has either `result` or `error`")),
    };
    let found = shown(call);
    if found == expected { Ok(()) } else { Err(format!("{call}: {found} instead of {expected}")) }
}

fn field<'a>(case: &'a Toml, name: &str) -> Option<&'a str> {
    case.get(name).and_then(Toml::as_str)
}

fn shown(text: &str) -> String {
    match evaluate(text) {
        Ok(value) => format!("{value:?}"),
        Err(Failure::Error(error)) => error_name(error).to_owned(),
        Err(Failure::Refused(_)) => "refused".to_owned(),
        Err(Failure::Unreadable(text)) => format!("not readable: {text}"),
    }
}

fn error_name(error: EvalError) -> &'static str {
    match error {
        EvalError::Overflow => "overflow",
        EvalError::DivisionByZero => "division by zero",
        EvalError::BadNumber => "bad number",
        EvalError::BadAddress => "bad address",
        EvalError::BadBlock => "bad block",
        EvalError::WrongType => "wrong type",
    }
}

/// The rows that every file must have.
fn missing_rows(name: &str, cases: &[Toml]) -> Result<Vec<String>, String> {
    let function = lookup(name).ok_or(format!("there is no function `{name}`"))?.function();
    let calls: Vec<&str> = cases.iter().filter_map(|case| field(case, "call")).collect();
    let has = |part: &str| calls.iter().any(|call| call.contains(part));
    let refused = cases.iter().any(|case| field(case, "error") == Some("refused"));
    let rows = [
        (has("null"), "a null argument"),
        (has("missing"), "an absent field"),
        (refused, "a call that the signature refuses"),
        (!function.case_variant || has(&format!("{name}~")), "a call without letter case"),
    ];
    let missing = rows.into_iter().filter(|(present, _)| !present);
    Ok(missing.map(|(_, row)| format!("no row for {row}")).collect())
}
