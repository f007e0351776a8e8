//! Fields that many filters ask for one of few values: category, system, action.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;
use pack::{ConstId, FieldId, FieldTest, PredicateId, Program, Test};

use super::FilterSet;
use super::cost::Cost;
use super::key::{key_of, write_key};
use super::need::need;
use crate::predicate::values as constants;
use crate::values::Values;

/// A field is a gate where at least one in so many filters needs it.
const SHARE: usize = 20;

/// A field with more values than these is no gate: each value is a set of filters.
const MAX_VALUES: usize = 256;

/// The most gates; each costs an event a look-up.
const MAX_GATES: usize = 8;

/// One field: from its value to the filters that let such an event through.
#[derive(Debug)]
pub(super) struct Gate {
    field: FieldId,
    /// By key of the value.
    rows: HashMap<Vec<u8>, FilterSet>,
    /// The filters that do not need the field.
    free: FilterSet,
}

impl Gate {
    /// The gates of a program, those that most filters need first; `needing` has the filters by field.
    pub(super) fn all(program: &Program, needing: &[Vec<u32>]) -> Vec<Self> {
        let fields = (0..).map(FieldId).zip(needing);
        let frequent = fields.filter(|(_, needing)| is_frequent(needing.len(), program));
        let mut gates: Vec<(usize, Self)> = frequent
            .filter_map(|(field, needing)| Self::of_field(program, field, needing))
            .collect();
        gates.sort_by_key(|(needing, gate)| (usize::MAX - needing, gate.field));
        gates.into_iter().take(MAX_GATES).map(|(_, gate)| gate).collect()
    }

    /// The gate of a field, and how many filters need one of its values; `needing` are those that need any.
    fn of_field(program: &Program, field: FieldId, needing: &[u32]) -> Option<(usize, Self)> {
        if constants_of(program, field).len() > 2 * MAX_VALUES {
            return None; // sooner than all of them are values: they differ, but for their case
        }
        let keys = keys_of_field(program, field);
        let distinct = keys.values().flatten().collect::<BTreeSet<_>>().len();
        if distinct == 0 || distinct > MAX_VALUES {
            return None;
        }
        let cost = |id: PredicateId| keys.contains_key(&id).then_some(Cost::ONE);
        let empty = || FilterSet::with_capacity(program.filters.len());
        let (mut bound, mut rows) = (empty(), HashMap::<Vec<u8>, FilterSet>::new());
        for &place in needing {
            let place = place as usize;
            let Some(needed) = need(&program.filters[place].code, &cost) else { continue };
            bound.insert(place);
            for key in needed.iter().flat_map(|id| &keys[id]) {
                rows.entry_ref(key).or_insert_with(empty).insert(place);
            }
        }
        let needing = bound.len();
        let mut free = empty();
        free.fill();
        free.subtract(&bound);
        is_frequent(needing, program).then_some((needing, Self { field, rows, free }))
    }

    /// Whether a predicate asks for a value of this field.
    pub(super) fn concerns(&self, program: &Program, id: PredicateId) -> bool {
        matches!(&program.predicates[id.index()].test, Test::Field(field, FieldTest::OneOf(..)) if *field == self.field)
    }

    pub(super) fn field(&self) -> FieldId {
        self.field
    }

    /// Closes the gate for the filters that ask for another value than the event has; `passing` and `key` are memory.
    pub(super) fn narrow(
        &self,
        open: &mut FilterSet,
        values: &Values<'_>,
        (passing, key): (&mut FilterSet, &mut Vec<u8>),
    ) {
        passing.copy_from(&self.free);
        for value in values.of(self.field) {
            if write_key(&value, key)
                && let Some(row) = self.rows.get(key)
            {
                passing.union(row);
            }
        }
        open.intersect(passing);
    }
}

fn is_frequent(needing: usize, program: &Program) -> bool {
    needing > 0 && needing * SHARE >= program.filters.len()
}

/// The constants that predicates ask a field for.
fn constants_of(program: &Program, field: FieldId) -> BTreeSet<ConstId> {
    let constants = program.predicates.iter().flat_map(|predicate| match &predicate.test {
        Test::Field(of, FieldTest::OneOf(list, _)) if *of == field => list.as_slice(),
        Test::Field(..) | Test::Script(_) | Test::Elements(..) | Test::Related(..) => &[],
    });
    constants.copied().collect()
}

/// The predicates that ask a field for given values, with the keys of these; without those that have a value of a
/// type that is not looked up.
fn keys_of_field(program: &Program, field: FieldId) -> BTreeMap<PredicateId, Vec<Vec<u8>>> {
    let predicates = (0..).map(PredicateId).zip(&program.predicates);
    let keys = predicates.filter_map(|(id, predicate)| match &predicate.test {
        Test::Field(of, FieldTest::OneOf(list, _)) if *of == field => {
            let keys: Option<_> = constants(program, list).iter().map(key_of).collect();
            Some((id, keys?))
        }
        Test::Field(..) | Test::Script(_) | Test::Elements(..) | Test::Related(..) => None,
    });
    keys.collect()
}
