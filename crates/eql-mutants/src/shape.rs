//! Conditions put together anew, as short as they can be.

use eql_hir::{Condition, Leaf, LeafId, Predicate, Query, Test};

/// All of some conditions.
pub(crate) fn all(parts: Vec<Condition>) -> Condition {
    combine(parts, true, Condition::And)
}

/// Some of some conditions.
pub(crate) fn any(parts: Vec<Condition>) -> Condition {
    combine(parts, false, Condition::Or)
}

/// The opposite.
pub(crate) fn negated(condition: Condition) -> Condition {
    match condition {
        Condition::Constant(value) => Condition::Constant(!value),
        Condition::Not(inner) => *inner,
        condition @ (Condition::Leaf(_) | Condition::And(_) | Condition::Or(_)) => {
            Condition::Not(Box::new(condition))
        }
    }
}

fn combine(
    parts: Vec<Condition>,
    neutral: bool,
    join: fn(Vec<Condition>) -> Condition,
) -> Condition {
    if parts.contains(&Condition::Constant(!neutral)) {
        return Condition::Constant(!neutral);
    }
    let mut parts: Vec<_> =
        parts.into_iter().filter(|part| *part != Condition::Constant(neutral)).collect();
    match parts.len() {
        0 => Condition::Constant(neutral),
        1 => parts.swap_remove(0),
        _ => join(parts),
    }
}

/// Whether a leaf is the event category in front of `where`: it is not written as a comparison.
pub(crate) fn is_category(leaf: &Leaf) -> bool {
    let Test::Field(_, Predicate::OneOf(values, _)) = &leaf.test else { return false };
    let [value] = values.as_slice() else { return false };
    // The span is that of the name alone, which may be quoted.
    value.as_str().is_some_and(|name| leaf.span.len() <= name.len() + 2)
}

/// Whether a condition is the event category.
pub(crate) fn is_category_leaf(query: &Query, condition: &Condition) -> bool {
    matches!(condition, Condition::Leaf(leaf) if is_category(query.leaf(*leaf)))
}

/// The leaves of a condition in the order of the text, those inside of searches and relations too.
pub(crate) fn leaves(query: &Query, condition: &Condition, found: &mut Vec<LeafId>) {
    match condition {
        Condition::Constant(_) => {}
        Condition::Leaf(leaf) => {
            found.push(*leaf);
            match &query.leaf(*leaf).test {
                Test::Elements(_, inner) => leaves(query, inner, found),
                Test::Related(_, filter) => leaves(query, &filter.condition, found),
                Test::Field(..) | Test::Script(_) => {}
            }
        }
        Condition::Not(inner) => leaves(query, inner, found),
        Condition::And(parts) | Condition::Or(parts) => {
            for part in parts {
                leaves(query, part, found);
            }
        }
    }
}
