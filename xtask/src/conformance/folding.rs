//! Expressions without fields, and what they fold to.

use std::collections::BTreeSet;
use std::path::Path;

use harness::event::Value;

use super::{Miss, Tally, read};
use crate::Failure;

/// An expression with its value; `None` is null.
struct Fold {
    expression: String,
    expected: Option<toml::Value>,
}

/// Where the code that is tested has moved on since the case was written: group, place in it from 0, and what holds
/// (spec 12.8, 12.9).
const SETTLED: &[(&str, usize, Settled)] = &[
    ("between", 4, Settled::Empty),
    ("between", 5, Settled::Empty),
    ("between", 8, Settled::Empty),
    ("between", 9, Settled::Empty),
    ("between", 10, Settled::Source),
    ("between", 12, Settled::Source),
    ("between", 13, Settled::Source),
    ("substring", 4, Settled::Source),
];

/// What a settled expression gives.
#[derive(Clone, Copy)]
enum Settled {
    /// The empty text.
    Empty,
    /// Its first argument.
    Source,
}

/// All expressions that Elasticsearch itself runs: each once, without those that it takes out again.
pub(super) fn tally(folder: &Path) -> Result<Tally, Failure> {
    let folder = folder.join("folding");
    let taken_out: BTreeSet<String> = folds(&folder.join("test_unsupported.toml"))?
        .into_iter()
        .map(|fold| fold.expression)
        .collect();
    let mut seen = taken_out;
    let mut all = folds(&folder.join("test_folding.toml"))?;
    all.extend(folds(&folder.join("test_string_functions.toml"))?);
    all.retain(|fold| seen.insert(fold.expression.clone()));
    let misses = all.iter().filter_map(miss).collect();
    Ok(Tally { suite: "folding", cases: all.len(), misses })
}

/// The expressions of a file, in its order.
fn folds(path: &Path) -> Result<Vec<Fold>, Failure> {
    let file: toml::Table = read(path)?
        .parse()
        .map_err(|error| Failure::new(format!("`{}`: {error}", path.display())))?;
    let mut folds = Vec::new();
    for (group, content) in &file {
        let tests = content.get("fold").and_then(|fold| fold.get("tests"));
        let tests = tests.and_then(toml::Value::as_array).map_or(&[][..], Vec::as_slice);
        folds.extend(tests.iter().enumerate().filter_map(|(place, test)| {
            let expression = test.get("expression")?.as_str()?.to_owned();
            let expected = settled(group, place, &expression).or(test.get("expected").cloned());
            Some(Fold { expression, expected })
        }));
    }
    Ok(folds)
}

fn settled(group: &str, place: usize, expression: &str) -> Option<toml::Value> {
    let entry = SETTLED.iter().find(|(name, index, _)| (*name, *index) == (group, place))?;
    let text = match entry.2 {
        Settled::Empty => "",
        Settled::Source => expression.split('"').nth(1)?,
    };
    Some(toml::Value::from(text))
}

fn miss(fold: &Fold) -> Option<Miss> {
    let got = match harness::fold(&fold.expression) {
        Ok(value) if is_equal(fold.expected.as_ref(), &value) => return None,
        Ok(value) => format!("{value:?}"),
        Err(findings) => {
            let shown = findings.iter().map(|finding| finding.diagnostic.message.clone());
            format!("error: {}", shown.collect::<Vec<_>>().join("; "))
        }
    };
    Some(Miss {
        case: fold.expression.clone(),
        engine: "folding",
        text: fold.expression.clone(),
        expected: fold.expected.as_ref().map_or_else(|| "null".to_owned(), ToString::to_string),
        got,
    })
}

/// Equal in value and type.
#[expect(clippy::float_cmp, reason = "folding is exact")]
fn is_equal(expected: Option<&toml::Value>, value: &Value<'_>) -> bool {
    match (expected, value) {
        (None, Value::Null) => true,
        (Some(toml::Value::Integer(expected)), Value::Int(value)) => expected == value,
        (Some(toml::Value::Float(expected)), Value::Float(value)) => expected == value,
        (Some(toml::Value::Boolean(expected)), Value::Bool(value)) => expected == value,
        (Some(toml::Value::String(expected)), Value::Str(value)) => expected == value,
        (_, _) => false,
    }
}
