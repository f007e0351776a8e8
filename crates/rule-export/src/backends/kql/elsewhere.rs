//! Events of other systems, where a column that is right for one system holds something else.
//!
//! There a list of arguments is one text that is cut as Windows does it: blanks divide it and quotes go. So a value with a
//! blank or quotes in it is others than it was.

use eql_functions::RangeOp;
use eql_functions::wildcard::{Segment, WildcardPattern};
use eql_hir::{Field, Predicate};
use event::Value;
use serde_json::json;

use super::leaf::passes;
use super::map::{Column, Kind};
use crate::patterns::taken_by;

/// An event that passes in EQL and not in the table, or the other way round.
pub(super) fn event(
    field: &Field,
    column: &Column,
    predicate: &Predicate,
) -> Option<serde_json::Value> {
    let path = field.path.as_str();
    match column.kind {
        Kind::List => Some(json!({ path: [argument(predicate)?] })),
        Kind::Long => {
            let list = path.strip_suffix("_count")?;
            let text = vec!["a"; count(predicate)?].join(" ");
            Some(json!({ list: [text], path: 1 }))
        }
        Kind::Text | Kind::Address | Kind::Bool => {
            Some(json!({ "host.os.type": "linux", path: value(predicate) }))
        }
    }
}

/// Whether it is the same of a list that has been cut: what is looked for anywhere is one character that is not cut away.
pub(super) fn is_same(column: &Column, predicate: &Predicate) -> bool {
    let Predicate::Like(patterns, _) = predicate else { return false };
    let is_kept = |pattern: &WildcardPattern| match pattern.segments() {
        [Segment::Run, Segment::Literal(text), Segment::Run] => {
            text.chars().count() == 1 && !text.contains([' ', '\t', '"', '\\'])
        }
        _ => false,
    };
    column.kind == Kind::List && patterns.iter().all(is_kept)
}

/// An event with a field that the column does not hold.
pub(super) fn absent(field: &Field) -> serde_json::Value {
    json!({ "host.os.type": "linux", field.path.as_str(): "1000" })
}

/// An argument that is taken as it is and not when it has been cut, or the other way round.
fn argument(predicate: &Predicate) -> Option<String> {
    if *predicate == Predicate::Exists {
        return Some(String::new());
    }
    let taken = |argument: &str| passes(predicate, argument);
    let differs =
        |argument: &String| taken(argument) != cut(argument).iter().any(|part| taken(part));
    let of_value = |value: &String| {
        let places = value.char_indices().map(|(place, _)| place).chain([value.len()]);
        let quoted = |place: usize| format!("{}\"\"{}", &value[..place], &value[place..]);
        let quoted: Vec<_> = places.map(quoted).collect();
        [format!("a {value} b"), value.clone()].into_iter().chain(quoted).find(differs)
    };
    values(predicate).iter().find_map(of_value)
}

/// The parts of a text without backslashes before quotes: blanks outside of quotes divide it, quotes go.
fn cut(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let (mut part, mut is_open, mut in_quotes) = (String::new(), false, false);
    for character in text.chars() {
        match character {
            '"' => (in_quotes, is_open) = (!in_quotes, true),
            ' ' | '\t' if !in_quotes => {
                if is_open {
                    parts.push(std::mem::take(&mut part));
                }
                is_open = false;
            }
            other => {
                part.push(other);
                is_open = true;
            }
        }
    }
    if is_open {
        parts.push(part);
    }
    parts
}

/// A number of words for which the condition is not what it is for one.
fn count(predicate: &Predicate) -> Option<usize> {
    let taken = |count: usize| {
        let count = Value::Int(i64::try_from(count).unwrap_or(i64::MAX));
        match predicate {
            Predicate::Exists => true,
            Predicate::OneOf(values, _) => values.iter().any(|value| value.equals(&count)),
            Predicate::Range(operator, value) => holds(*operator, &count, value),
            Predicate::Like(..)
            | Predicate::Regex(_)
            | Predicate::Prefix(..)
            | Predicate::Cidr(_) => false,
        }
    };
    (2..=1_000).find(|words| taken(*words) != taken(1))
}

fn holds(operator: RangeOp, left: &Value<'_>, right: &Value<'_>) -> bool {
    left.compare(right).is_some_and(|order| operator.holds(order))
}

/// A value that passes, where one can be told; any other differs as well from what is not there.
fn value(predicate: &Predicate) -> String {
    values(predicate)
        .into_iter()
        .find(|value| passes(predicate, value))
        .unwrap_or_else(|| "1000".to_owned())
}

/// Values that pass, as far as they can be told.
pub(super) fn values(predicate: &Predicate) -> Vec<String> {
    match predicate {
        Predicate::OneOf(values, _) => values.iter().map(ToString::to_string).collect(),
        Predicate::Like(patterns, _) => patterns.iter().map(shortest).collect(),
        Predicate::Prefix(prefix, _) => vec![prefix.to_string()],
        Predicate::Regex(regexes) => {
            regexes.iter().filter_map(|it| taken_by(it.compiled.ast(), it.case)).collect()
        }
        Predicate::Exists | Predicate::Range(..) | Predicate::Cidr(_) => Vec::new(),
    }
}

fn shortest(pattern: &WildcardPattern) -> String {
    let parts = pattern.segments().iter().map(|segment| match segment {
        Segment::Literal(text) => text.as_str(),
        Segment::One => "a",
        Segment::Run => "",
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_line_is_cut_at_blanks_and_loses_its_quotes() {
        assert_eq!(cut(" a  \"b c\"d\te\"\" \"\""), ["a", "b cd", "e", ""]);
        assert!(cut("").is_empty());
    }
}
