//! Fields that many filters ask for one of few values: category, system, action.

use std::collections::{BTreeMap, BTreeSet};

use event::Source;
use hashbrown::HashMap;
use pack::{FieldId, FieldTest, Instruction, PredicateId, Program, Test};

use super::FilterSet;
use super::cost::Cost;
use super::key::key_of;
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
    /// The gates of a program, those that most filters need first.
    pub(super) fn all(program: &Program) -> Vec<Self> {
        let asking = filters_asking(program);
        let fields = (0..).map(FieldId).zip(&asking);
        let frequent = fields.filter(|(_, asking)| *asking * SHARE >= program.filters.len());
        let mut gates: Vec<(usize, Self)> = frequent
            .filter(|(field, _)| program.fields[field.index()].source == Source::Event)
            .filter_map(|(field, _)| Self::of_field(program, field))
            .collect();
        gates.sort_by_key(|(needing, gate)| (usize::MAX - needing, gate.field));
        gates.into_iter().take(MAX_GATES).map(|(_, gate)| gate).collect()
    }

    /// The gate of a field, and how many filters need it.
    fn of_field(program: &Program, field: FieldId) -> Option<(usize, Self)> {
        let keys = keys_of_field(program, field);
        let distinct = keys.values().flatten().collect::<BTreeSet<_>>().len();
        if distinct == 0 || distinct > MAX_VALUES {
            return None;
        }
        let cost = |id: PredicateId| keys.contains_key(&id).then_some(Cost::ONE);
        let mut free = FilterSet::with_capacity(program.filters.len());
        let mut rows: HashMap<Vec<u8>, FilterSet> = HashMap::new();
        let mut needing = 0;
        for (place, filter) in program.filters.iter().enumerate() {
            let asks = filter
                .code
                .iter()
                .any(|&instruction| asked_field(program, instruction) == Some(field));
            let needed = if asks { need(&filter.code, &cost) } else { None };
            let Some(needed) = needed else {
                free.insert(place);
                continue;
            };
            needing += 1;
            for key in needed.iter().flat_map(|id| &keys[id]) {
                let empty = || FilterSet::with_capacity(program.filters.len());
                rows.entry(key.clone()).or_insert_with(empty).insert(place);
            }
        }
        (needing * SHARE >= program.filters.len()).then_some((needing, Self { field, rows, free }))
    }

    /// Whether a predicate asks for a value of this field.
    pub(super) fn concerns(&self, program: &Program, id: PredicateId) -> bool {
        matches!(&program.predicates[id.index()].test, Test::Field(field, FieldTest::OneOf(..)) if *field == self.field)
    }

    pub(super) fn field(&self) -> FieldId {
        self.field
    }

    /// Closes the gate for the filters that ask for another value than the event has.
    pub(super) fn narrow(&self, open: &mut FilterSet, values: &Values<'_>) {
        let mut passing = self.free.clone();
        for value in values.of(self.field) {
            if let Some(row) = key_of(&value).and_then(|key| self.rows.get(&key)) {
                passing.union(row);
            }
        }
        open.intersect(&passing);
    }
}

/// By field: in how many filters some predicate asks it for given values.
fn filters_asking(program: &Program) -> Vec<usize> {
    let mut counts = vec![0; program.fields.len()];
    for filter in &program.filters {
        let fields: BTreeSet<FieldId> = filter
            .code
            .iter()
            .filter_map(|instruction| asked_field(program, *instruction))
            .collect();
        for field in fields {
            counts[field.index()] += 1;
        }
    }
    counts
}

fn asked_field(program: &Program, instruction: Instruction) -> Option<FieldId> {
    let Instruction::Test(predicate) = instruction else { return None };
    match &program.predicates[predicate.index()].test {
        Test::Field(field, FieldTest::OneOf(..)) => Some(*field),
        Test::Field(..) | Test::Script(_) | Test::Elements(..) | Test::Related(..) => None,
    }
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
