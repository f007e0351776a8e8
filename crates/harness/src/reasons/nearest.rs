//! The fewest clauses that must change for a condition to hold.

use eql_hir::{Condition, LeafId};

/// The clauses that must say the opposite of what they say, with what they then say; the fewest, and of equally few
/// those that stand first. `None` where no change helps.
pub(super) fn nearest(
    condition: &Condition,
    truth: &dyn Fn(LeafId) -> bool,
) -> Option<Vec<(LeafId, bool)>> {
    changes(condition, true, truth)
}

fn changes(
    condition: &Condition,
    wanted: bool,
    truth: &dyn Fn(LeafId) -> bool,
) -> Option<Vec<(LeafId, bool)>> {
    match (condition, wanted) {
        (Condition::Constant(value), _) => (*value == wanted).then(Vec::new),
        (Condition::Leaf(leaf), _) => {
            Some(if truth(*leaf) == wanted { Vec::new() } else { vec![(*leaf, wanted)] })
        }
        (Condition::Not(inner), _) => changes(inner, !wanted, truth),
        (Condition::And(parts), true) | (Condition::Or(parts), false) => {
            let all: Option<Vec<_>> =
                parts.iter().map(|part| changes(part, wanted, truth)).collect();
            all.map(|all| all.concat())
        }
        (Condition::And(parts), false) | (Condition::Or(parts), true) => {
            let some = parts.iter().filter_map(|part| changes(part, wanted, truth));
            some.min_by_key(Vec::len)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(id: u32) -> Condition {
        Condition::Leaf(LeafId(id))
    }

    #[test]
    fn the_cheaper_branch_is_taken() {
        let both = Condition::And(vec![leaf(0), leaf(1)]);
        let condition = Condition::Or(vec![both, leaf(2)]);
        assert_eq!(nearest(&condition, &|_| false), Some(vec![(LeafId(2), true)]));
        assert_eq!(nearest(&condition, &|leaf| leaf.0 == 0), Some(vec![(LeafId(1), true)]));
        assert_eq!(nearest(&condition, &|leaf| leaf.0 == 2), Some(vec![]));
    }

    #[test]
    fn all_that_is_excluded_must_go() {
        let excluded = Condition::Not(Box::new(Condition::Or(vec![leaf(0), leaf(1)])));
        let changes = vec![(LeafId(0), false), (LeafId(1), false)];
        assert_eq!(nearest(&excluded, &|_| true), Some(changes));
    }

    #[test]
    fn what_never_holds_cannot_be_changed() {
        let never = Condition::And(vec![leaf(0), Condition::Constant(false)]);
        assert_eq!(nearest(&never, &|_| true), None);
    }
}
