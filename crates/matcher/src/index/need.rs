//! What must hold for a filter to hold.

use std::rc::Rc;

use pack::{Instruction, PredicateId};

use super::cost::Cost;

/// Predicates of which at least one holds whenever the rest of a filter ends with true, ascending. `None`: it may
/// end with true whatever they say. None of them: it cannot.
type Need = Option<Rc<[PredicateId]>>;

/// A longer list is not looked out for: it costs more than it spares, and long queries would take long to read.
const MAX_NEEDED: usize = 512;

/// The cheapest set of predicates of which at least one holds whenever the filter does, or `None` where there is
/// no such set. `cost` says how dear it is to look out for a predicate; `None` where it cannot be looked out for.
///
/// The code is read from its end: jumps only go forward, so what the rest needs is known for both values of the
/// accumulator before an instruction is reached. At each test the cheaper choice is kept, which is not always the
/// cheapest of the whole.
pub(super) fn need(
    code: &[Instruction],
    cost: &dyn Fn(PredicateId) -> Option<Cost>,
) -> Option<Vec<PredicateId>> {
    // By place: what is needed from there on where the accumulator is false, and where it is true.
    let mut needs: Vec<[Need; 2]> = vec![[None, None]; code.len() + 1];
    needs[code.len()] = [Some(Rc::from([])), None];
    for (place, instruction) in code.iter().enumerate().rev() {
        let next = &needs[place + 1];
        let to = |target: u32| &needs[(target as usize).min(code.len())];
        needs[place] = match *instruction {
            Instruction::Set(value) => {
                [next[usize::from(value)].clone(), next[usize::from(value)].clone()]
            }
            Instruction::Test(predicate) => {
                let needed = after_test(predicate, next, cost);
                [needed.clone(), needed]
            }
            Instruction::Not => [next[1].clone(), next[0].clone()],
            Instruction::JumpIfFalse(target) => [to(target)[0].clone(), next[1].clone()],
            Instruction::JumpIfTrue(target) => [next[0].clone(), to(target)[1].clone()],
        };
    }
    needs[0][0].take().map(|set| set.to_vec())
}

/// Either the predicate holds, and then itself is a witness beside what the rest asks; or it does not.
fn after_test(
    predicate: PredicateId,
    next: &[Need; 2],
    cost: &dyn Fn(PredicateId) -> Option<Cost>,
) -> Need {
    let if_false = next[0].as_ref()?;
    let itself = cost(predicate).and_then(|_| union(if_false, &Rc::from([predicate])));
    let rest = next[1].as_ref().and_then(|if_true| union(if_false, if_true));
    let total = |set: &[PredicateId]| set.iter().filter_map(|&id| cost(id)).sum::<Cost>();
    match (itself, rest) {
        (Some(itself), Some(rest)) if total(&itself) < total(&rest) => Some(itself),
        (itself, rest) => rest.or(itself),
    }
}

/// Both, ascending; without a copy where one is empty, and `None` where they are too many.
fn union(left: &Rc<[PredicateId]>, right: &Rc<[PredicateId]>) -> Need {
    if left.is_empty() || Rc::ptr_eq(left, right) {
        return Some(Rc::clone(right));
    }
    if right.is_empty() {
        return Some(Rc::clone(left));
    }
    let mut both = [&left[..], &right[..]].concat();
    both.sort_unstable();
    both.dedup();
    (both.len() <= MAX_NEEDED).then(|| both.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Instruction::{JumpIfFalse, JumpIfTrue, Not, Set, Test};

    /// Predicate n costs n; 0 cannot be looked out for.
    fn needed(code: &[Instruction]) -> Option<Vec<u32>> {
        let cost = |id: PredicateId| (id.0 > 0).then(|| Cost::new(f64::from(id.0)));
        need(code, &cost).map(|set| set.into_iter().map(|id| id.0).collect())
    }

    fn test(id: u32) -> Instruction {
        Test(PredicateId(id))
    }

    #[test]
    fn of_a_conjunction_the_cheapest_part_is_needed() {
        let code = [test(7), JumpIfFalse(5), test(3), JumpIfFalse(5), test(5)];
        assert_eq!(needed(&code), Some(vec![3]));
    }

    #[test]
    fn of_a_disjunction_every_part_is_needed() {
        assert_eq!(needed(&[test(7), JumpIfTrue(3), test(3)]), Some(vec![3, 7]));
        assert_eq!(needed(&[test(7), JumpIfTrue(3), test(0)]), None);
    }

    #[test]
    fn the_cheaper_of_a_disjunction_and_what_follows_it_is_needed() {
        let code = |last| [test(4), JumpIfTrue(3), test(3), JumpIfFalse(5), test(last)];
        assert_eq!(needed(&code(9)), Some(vec![3, 4]));
        assert_eq!(needed(&code(2)), Some(vec![2]));
        assert_eq!(needed(&code(0)), Some(vec![3, 4]));
    }

    #[test]
    fn a_negation_needs_nothing_and_a_double_negation_what_is_in_it() {
        assert_eq!(needed(&[test(1), Not]), None);
        assert_eq!(needed(&[test(1), Not, Not]), Some(vec![1]));
        assert_eq!(needed(&[test(2), JumpIfFalse(4), test(1), Not]), Some(vec![2]));
    }

    #[test]
    fn a_long_disjunction_is_not_looked_out_for() {
        let any_of = |count: u32| -> Vec<_> {
            let jump = JumpIfTrue(2 * count - 1);
            let parts = (1..=count).flat_map(|id| [test(id), jump]);
            parts.take(2 * count as usize - 1).collect()
        };
        assert_eq!(needed(&any_of(500)).map(|set| set.len()), Some(500));
        assert_eq!(needed(&any_of(50_000)), None);
    }

    #[test]
    fn a_filter_that_cannot_hold_needs_a_member_of_the_empty_set() {
        assert_eq!(needed(&[Set(false)]), Some(vec![]));
        assert_eq!(needed(&[Set(true)]), None);
        assert_eq!(needed(&[]), Some(vec![]));
    }
}
