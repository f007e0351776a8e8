//! Which stages of two queries are the same one.

use std::collections::BTreeSet;

use eql_hir::{Condition, Field, Form, Key, LeafId};

use super::clauses::{self, share};
use super::side::{Part, Side};
use crate::coverage::{StageKind, Written, written};

/// What it costs to leave a stage out; two that have nothing in common cost a hundred as a pair.
const ALONE: u32 = 60;

/// The stages of two queries in pairs, in the order of the new ones, `until` last.
pub(super) fn of<'a>(old: Side<'a>, new: Side<'a>) -> Vec<Aligned<'a>> {
    let alignment = Alignment { old, new };
    let ((old, old_end), (new, new_end)) = (seats(&old), seats(&new));
    let mut aligned = alignment.moved(alignment.align(&old, &new));
    aligned.push(Aligned::new(old_end, new_end));
    aligned
}

struct Alignment<'a> {
    old: Side<'a>,
    new: Side<'a>,
}

/// A stage of each query that seem to be the same; nothing where one query has none.
#[derive(Clone)]
pub(super) struct Aligned<'a> {
    pub(super) old: Option<Seat<'a>>,
    pub(super) new: Option<Seat<'a>>,
    /// Whether it stands elsewhere among the others now.
    pub(super) is_moved: bool,
}

/// A filter with its keys.
#[derive(Clone, Copy)]
pub(super) struct Seat<'a> {
    pub(super) filter: &'a Condition,
    /// Nothing of a query for single events.
    pub(super) written: Option<Written<'a>>,
}

impl<'a> Aligned<'a> {
    fn new(old: Option<Seat<'a>>, new: Option<Seat<'a>>) -> Self {
        Self { old, new, is_moved: false }
    }

    /// Both, where both queries have it.
    pub(super) fn both(&self) -> Option<(&Seat<'a>, &Seat<'a>)> {
        self.old.as_ref().zip(self.new.as_ref())
    }
}

impl Seat<'_> {
    pub(super) fn name(&self) -> Option<String> {
        self.written.map(|written| written.name())
    }

    pub(super) fn keys(&self) -> &[Key] {
        self.written.map_or(&[], |written| &written.stage.keys)
    }
}

/// The filters of a query but `until`, and that.
fn seats<'a>(side: &Side<'a>) -> (Vec<Seat<'a>>, Option<Seat<'a>>) {
    if let Form::Event(filter) = &side.logic.query.form {
        return (vec![Seat { filter: &filter.condition, written: None }], None);
    }
    let seat = |written: Written<'a>| Seat {
        filter: &written.stage.filter.condition,
        written: Some(written),
    };
    let (until, stages): (Vec<_>, Vec<_>) =
        written(&side.logic.query).into_iter().partition(|it| it.kind == StageKind::Until);
    (stages.into_iter().map(seat).collect(), until.into_iter().map(seat).next())
}

impl<'a> Alignment<'a> {
    /// The cheapest way to make the new stages of the old ones.
    fn align(&self, old: &[Seat<'a>], new: &[Seat<'a>]) -> Vec<Aligned<'a>> {
        let price = |count: usize| u32::try_from(count).unwrap_or(u32::MAX / ALONE) * ALONE;
        let width = new.len() + 1;
        let mut costs = vec![0; (old.len() + 1) * width];
        for row in 0..=old.len() {
            for column in 0..=new.len() {
                let cost = |row: usize, column: usize| costs[row * width + column];
                costs[row * width + column] = match (row, column) {
                    (0, column) => price(column),
                    (row, 0) => price(row),
                    (row, column) => {
                        let pair = self.cost(&old[row - 1], &new[column - 1]);
                        let alone = cost(row - 1, column).min(cost(row, column - 1)) + ALONE;
                        alone.min(cost(row - 1, column - 1) + pair)
                    }
                };
            }
        }
        let (mut row, mut column) = (old.len(), new.len());
        let mut aligned = Vec::new();
        while row > 0 || column > 0 {
            let cost = costs[row * width + column];
            let before = |row: usize, column: usize| costs[row * width + column];
            if row > 0
                && column > 0
                && cost == before(row - 1, column - 1) + self.cost(&old[row - 1], &new[column - 1])
            {
                (row, column) = (row - 1, column - 1);
                aligned.push(Aligned::new(Some(old[row]), Some(new[column])));
            } else if column > 0 && cost == before(row, column - 1) + ALONE {
                column -= 1;
                aligned.push(Aligned::new(None, Some(new[column])));
            } else {
                row -= 1;
                aligned.push(Aligned::new(Some(old[row]), None));
            }
        }
        aligned.reverse();
        aligned
    }

    /// Puts an old stage that was left out beside an equal new one: it has another place now.
    fn moved(&self, mut aligned: Vec<Aligned<'a>>) -> Vec<Aligned<'a>> {
        for place in 0..aligned.len() {
            let (Some(old), None) = (aligned[place].old, aligned[place].new) else { continue };
            let is_it = |pair: &Aligned<'a>| match (&pair.old, &pair.new) {
                (None, Some(new)) => self.cost(&old, new) == 0,
                (_, _) => false,
            };
            if let Some(other) = aligned.iter().position(is_it) {
                aligned[place].old = None;
                aligned[other].old = Some(old);
                aligned[other].is_moved = true;
            }
        }
        aligned
    }

    /// From 0 for equal filters to 100 for those that have nothing in common.
    fn cost(&self, old: &Seat<'_>, new: &Seat<'_>) -> u32 {
        let normal = |side: &Side<'_>, seat: &Seat<'_>| side.normal(Part::new(seat.filter, false));
        if normal(&self.old, old) == normal(&self.new, new) {
            return 0;
        }
        let classes = |side: &Side<'_>, seat: &Seat<'_>| -> BTreeSet<LeafId> {
            let mut leaves = Vec::new();
            clauses::leaves(seat.filter, &mut leaves);
            leaves.into_iter().map(|leaf| side.class(leaf)).collect()
        };
        let fields = |side: &Side<'a>, seat: &Seat<'_>| -> BTreeSet<&'a Field> {
            let mut leaves = Vec::new();
            clauses::leaves(seat.filter, &mut leaves);
            leaves.into_iter().flat_map(|leaf| side.fields(leaf)).collect()
        };
        let (one, other) = (classes(&self.old, old), classes(&self.new, new));
        let clauses = share(one.intersection(&other).count(), one.union(&other).count(), 99);
        let (one, other) = (fields(&self.old, old), fields(&self.new, new));
        let fields = share(one.intersection(&other).count(), one.union(&other).count(), 99);
        99 - u32::midpoint(clauses, fields)
    }
}
