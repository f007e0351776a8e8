//! Leaves that have filters of their own (spec 20.1, 20.4): no leaf may stand in itself, and what stands in one another
//! may not unfold to more than anybody writes.

use super::{VerifyError, require};
use crate::{FilterId, Instruction, Predicate, Program, Test};

/// How many filters may stand in one another; each takes some stack of the matcher. No text that the parser accepts
/// is deeper.
const MAX_DEPTH: usize = 128;
/// How many leaves all leaves and filters have together, where each that stands in several counts in each. A text has as
/// many leaves as it says; shared filters could unfold to a number that doubles with each level.
const MAX_LEAVES: u64 = 1 << 24;

/// What stands in a leaf or in a filter.
#[derive(Clone, Copy, Default)]
struct Extent {
    /// How many filters in one another.
    depth: usize,
    /// How many leaves.
    leaves: u64,
}

/// Checks that the filter of a leaf has only leaves with lower places, not too many filters in one another, and not too
/// many leaves altogether. The places of filters and leaves have been checked.
pub(super) fn check(program: &Program) -> Result<(), VerifyError> {
    let mut leaves: Vec<Extent> = Vec::with_capacity(program.predicates.len());
    // By filter: all its leaves have lower places than a leaf that was met, so they are known for those behind it.
    let mut filters: Vec<Option<Extent>> = vec![None; program.filters.len()];
    let mut sum = 0;
    for predicate in &program.predicates {
        let extent = match inner(predicate) {
            None => Ok(Extent::default()),
            Some(filter) => match filters[filter.index()] {
                Some(known) => Ok(known),
                None => of_filter(program, filter, &leaves),
            },
        };
        let checked = extent.and_then(|extent| {
            require(extent.depth <= MAX_DEPTH, "too many filters in one another")?;
            sum += extent.leaves;
            require(sum <= MAX_LEAVES, "too many leaves in one another").map(|()| extent)
        });
        let problem =
            |problem| VerifyError { place: format!("predicate {}", leaves.len()), problem };
        let extent = checked.map_err(problem)?;
        if let Some(filter) = inner(predicate) {
            filters[filter.index()] = Some(extent);
        }
        leaves.push(Extent { leaves: extent.leaves + 1, ..extent });
    }
    check_filters(program, &leaves, sum)
}

/// The leaves of all filters, whether some leaf has them or not.
fn check_filters(program: &Program, leaves: &[Extent], mut sum: u64) -> Result<(), VerifyError> {
    for (place, filter) in program.filters.iter().enumerate() {
        let inner = tests(&filter.code).filter_map(|id| leaves.get(id)).map(|leaf| leaf.leaves);
        // Leaves that have none in them are not counted: there are as many as the pack has bytes for.
        sum = inner.filter(|leaves| *leaves > 1).fold(sum, u64::saturating_add);
        require(sum <= MAX_LEAVES, "too many leaves in one another")
            .map_err(|problem| VerifyError { place: format!("filter {place}"), problem })?;
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

/// One more than the depth of the deepest leaf of the filter, and the leaves in it, given those of all leaves with lower
/// places.
fn of_filter(
    program: &Program,
    filter: FilterId,
    known: &[Extent],
) -> Result<Extent, &'static str> {
    let mut all = Extent::default();
    for id in tests(&program.filters[filter.index()].code) {
        let leaf = known.get(id).ok_or("a leaf that stands in itself")?;
        all.depth = all.depth.max(leaf.depth);
        all.leaves = all.leaves.saturating_add(leaf.leaves);
    }
    Ok(Extent { depth: all.depth + 1, ..all })
}

/// The places of the leaves that a filter asks.
fn tests(code: &[Instruction]) -> impl Iterator<Item = usize> {
    code.iter().filter_map(|instruction| match instruction {
        Instruction::Test(id) => Some(id.index()),
        Instruction::Set(_)
        | Instruction::Not
        | Instruction::JumpIfFalse(_)
        | Instruction::JumpIfTrue(_) => None,
    })
}
