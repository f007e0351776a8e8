//! Leaves that have filters of their own (spec 20.1, 20.4): no leaf may stand in itself.

use super::{VerifyError, require};
use crate::{FilterId, Instruction, Predicate, Program, Test};

/// How many filters may stand in one another; each takes some stack of the matcher. No text that the parser accepts
/// is deeper.
const MAX_DEPTH: usize = 128;

/// Checks that the filter of a leaf has only leaves with lower places, and not too many filters in one another. The
/// places of filters and leaves have been checked.
pub(super) fn check(program: &Program) -> Result<(), VerifyError> {
    let mut depths: Vec<usize> = Vec::with_capacity(program.predicates.len());
    for predicate in &program.predicates {
        let depth = inner(predicate).map_or(Ok(0), |filter| depth(program, filter, &depths));
        let depth = depth.and_then(|depth| {
            require(depth <= MAX_DEPTH, "too many filters in one another").map(|()| depth)
        });
        depths.push(depth.map_err(|problem| VerifyError {
            place: format!("predicate {}", depths.len()),
            problem,
        })?);
    }
    Ok(())
}

/// The filter of a leaf.
fn inner(predicate: &Predicate) -> Option<FilterId> {
    match predicate.test {
        Test::Field(..) | Test::Script(_) => None,
        Test::Elements(_, filter) | Test::Related(_, filter) => Some(filter),
    }
}

/// One more than that of the deepest leaf of the filter, given those of all leaves with lower places.
fn depth(program: &Program, filter: FilterId, depths: &[usize]) -> Result<usize, &'static str> {
    let mut deepest = 0;
    for instruction in &program.filters[filter.index()].code {
        if let Instruction::Test(id) = instruction {
            let depth = depths.get(id.index()).ok_or("a leaf that stands in itself")?;
            deepest = deepest.max(*depth);
        }
    }
    Ok(deepest + 1)
}
