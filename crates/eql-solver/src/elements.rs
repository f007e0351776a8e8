//! Conditions on the elements of an array: which of their leaves hold.

use eql_hir::{Condition, FieldId, LeafId, Query, Test};
use event::Source;

/// The most ways that are tried to make the conditions on elements what they must be.
pub(crate) const WAYS: usize = 16;

/// Whether a leaf is about an element of an array: it can be asked only where the array is.
pub(crate) fn is_of_element(query: &Query, leaf: LeafId) -> bool {
    let is = |field: &FieldId| matches!(query.field(*field).source, Source::Element(_));
    match &query.leaf(leaf).test {
        Test::Field(field, _) | Test::Elements(field, _) => is(field),
        Test::Script(script) => script.occurrences.iter().any(is),
        Test::Related(..) => false,
    }
}

/// One way in which leaves make a condition true or false: where some part is enough, `way` says which. `None` where a
/// constant decides against it.
pub(crate) fn assignment(
    condition: &Condition,
    truth: bool,
    way: &mut usize,
) -> Option<Vec<(LeafId, bool)>> {
    match condition {
        Condition::Constant(value) => (*value == truth).then(Vec::new),
        Condition::Leaf(leaf) => Some(vec![(*leaf, truth)]),
        Condition::Not(inner) => assignment(inner, !truth, way),
        Condition::And(parts) | Condition::Or(parts) => {
            if matches!(condition, Condition::And(_)) == truth {
                let all: Option<Vec<_>> =
                    parts.iter().map(|part| assignment(part, truth, way)).collect();
                return all.map(|all| all.concat());
            }
            let first = *way % parts.len().max(1);
            *way /= parts.len().max(1);
            let (before, from) = parts.split_at_checked(first)?;
            from.iter().chain(before).find_map(|part| assignment(part, truth, way))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_takes_another_part() {
        let leaf = |leaf| Condition::Leaf(LeafId(leaf));
        let condition = Condition::And(vec![
            leaf(0),
            Condition::Not(Box::new(Condition::Or(vec![leaf(1), Condition::Constant(false)]))),
        ]);
        let way = |truth, mut way| assignment(&condition, truth, &mut way);
        assert_eq!(way(true, 0), Some(vec![(LeafId(0), true), (LeafId(1), false)]));
        assert_eq!(way(false, 0), Some(vec![(LeafId(0), false)]));
        assert_eq!(way(false, 1), Some(vec![(LeafId(1), true)]));
    }
}
