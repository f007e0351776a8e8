//! Whether whatever value passes one predicate of a field passes one of several others: decided, never guessed.

use std::cmp::Ordering;

use eql_functions::wildcard::{Segment, WildcardPattern};
use eql_functions::{Case, RangeOp};
use eql_hir::Predicate;
use event::Value;

use super::{blocks, patterns};
use crate::texts;

/// Whether it is so. False also where it cannot be decided.
pub(super) fn is_within(narrow: &Predicate, wide: &[&Predicate]) -> bool {
    if wide.iter().any(|wide| *wide == narrow || **wide == Predicate::Exists) {
        return true;
    }
    let taken = taken(wide);
    match narrow {
        Predicate::Exists => false,
        Predicate::OneOf(values, case) => {
            values.iter().all(|value| value_within(value, *case, wide, &taken))
        }
        Predicate::Range(op, constant) => wide.iter().any(|wide| range_within(*op, constant, wide)),
        Predicate::Like(list, case) => {
            list.iter().all(|pattern| patterns::is_covered(pattern, *case, &taken))
        }
        Predicate::Prefix(prefix, case) => {
            patterns::is_covered(&prefix_pattern(prefix), *case, &taken)
        }
        Predicate::Regex(list) => {
            let taken: Vec<_> = wide.iter().filter_map(|wide| regexes(wide)).flatten().collect();
            list.iter().all(|regex| taken.contains(&regex))
        }
        Predicate::Cidr(list) => {
            let taken: Vec<_> = wide.iter().filter_map(|wide| cidrs(wide)).flatten().collect();
            list.iter().all(|block| blocks::is_covered(block, &taken))
        }
    }
}

fn regexes(predicate: &Predicate) -> Option<&[eql_hir::Regex<eql_functions::regex::LuceneRegex>]> {
    if let Predicate::Regex(list) = predicate { Some(list) } else { None }
}

fn cidrs(predicate: &Predicate) -> Option<&[event::Cidr]> {
    if let Predicate::Cidr(list) = predicate { Some(list) } else { None }
}

/// One constant, in every letter case that passes.
fn value_within(
    value: &Value<'_>,
    case: Case,
    wide: &[&Predicate],
    taken: &[(WildcardPattern, Case)],
) -> bool {
    let Some(text) = value.as_str() else {
        return wide.iter().any(|wide| passes(value, wide));
    };
    // A text in one letter case is one value; in any it is a pattern of letters.
    let is_one = case == Case::Sensitive || !texts::has_letters(text);
    (is_one && wide.iter().any(|wide| passes(value, wide)))
        || patterns::is_covered(&literal(text), case, taken)
}

/// Whether exactly this value passes.
fn passes(value: &Value<'_>, predicate: &Predicate) -> bool {
    match predicate {
        Predicate::Exists => true,
        Predicate::OneOf(list, case) => {
            list.iter().any(|constant| match (value.as_str(), constant.as_str()) {
                (Some(value), Some(constant)) => case.ascii_eq(value, constant),
                _ => value.equals(constant),
            })
        }
        Predicate::Range(op, constant) => {
            value.compare(constant).is_some_and(|order| op.holds(order))
        }
        Predicate::Regex(list) => value
            .as_str()
            .is_some_and(|text| list.iter().any(|regex| regex.compiled.is_match(text))),
        Predicate::Like(list, case) => value
            .as_str()
            .is_some_and(|text| list.iter().any(|pattern| pattern.matches(text, *case))),
        Predicate::Prefix(prefix, case) => {
            value.as_str().is_some_and(|text| case.ascii_starts_with(text, prefix))
        }
        Predicate::Cidr(list) => {
            matches!(value, Value::Ip(address) if list.iter().any(|block| block.contains(*address)))
        }
    }
}

/// Whether one side of a constant lies on one side of another.
fn range_within(op: RangeOp, constant: &Value<'_>, wide: &Predicate) -> bool {
    let Predicate::Range(wide_op, wide) = wide else { return false };
    let is_above = |op: RangeOp| matches!(op, RangeOp::Greater | RangeOp::GreaterEqual);
    let is_open = |op: RangeOp| matches!(op, RangeOp::Greater | RangeOp::Less);
    let Some(order) = constant.compare(wide) else { return false };
    let inside = if is_above(op) { Ordering::Greater } else { Ordering::Less };
    is_above(op) == is_above(*wide_op)
        && (order == inside || (order.is_eq() && (is_open(op) || !is_open(*wide_op))))
}

/// The patterns whose texts pass.
fn taken(wide: &[&Predicate]) -> Vec<(WildcardPattern, Case)> {
    let mut all = Vec::new();
    for wide in wide {
        match wide {
            Predicate::Like(list, case) => {
                all.extend(list.iter().map(|pattern| (pattern.clone(), *case)));
            }
            Predicate::Prefix(prefix, case) => all.push((prefix_pattern(prefix), *case)),
            Predicate::OneOf(list, case) => {
                let texts = list.iter().filter_map(Value::as_str);
                all.extend(texts.map(|text| (literal(text), *case)));
            }
            Predicate::Exists | Predicate::Range(..) | Predicate::Regex(_) | Predicate::Cidr(_) => {
            }
        }
    }
    all
}

fn literal(text: &str) -> WildcardPattern {
    texts::pattern(&segment(text))
}

fn prefix_pattern(prefix: &str) -> WildcardPattern {
    let mut segments = segment(prefix);
    segments.push(Segment::Run);
    texts::pattern(&segments)
}

fn segment(text: &str) -> Vec<Segment> {
    if text.is_empty() { Vec::new() } else { vec![Segment::Literal(text.to_owned())] }
}
