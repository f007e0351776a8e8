//! Fields that many filters ask for one of few values: category, system, action.

use event::Value;
use pack::{ConstId, FieldId, FieldTest, PredicateId, Program, Test};

use super::FilterSet;
use super::cost::Cost;
use super::key::write_key;
use super::need::Needs;
use crate::interner::Interner;
use crate::values::Values;

/// A field is a gate where at least one in so many filters needs it.
const SHARE: usize = 20;

/// A field with more values than these is no gate: each value is a set of filters.
const MAX_VALUES: usize = 256;

/// So many of the fields that most filters need are looked at as gates. Filters of rules share fewer.
const MAX_LOOKED_AT: usize = 64;

/// The most gates; each costs an event a look-up.
const MAX_GATES: usize = 8;

/// One field: from its value to the filters that let such an event through.
#[derive(Debug)]
pub(super) struct Gate {
    field: FieldId,
    /// The keys of its values.
    keys: Interner,
    /// By number of a key: the filters that ask for it.
    rows: Vec<FilterSet>,
    /// The filters that do not need the field.
    free: FilterSet,
}

impl Gate {
    /// The gates of a program, those that most filters need first, and by predicate whether a gate asks for its values;
    /// `needing` has the filters by field.
    pub(super) fn all(
        program: &Program,
        text_fields: &[FieldId],
        needing: &[Vec<u32>],
        needs: &mut Needs,
    ) -> (Vec<Self>, Vec<bool>) {
        let asking = predicates_by_field(program, text_fields);
        let fields = (0..).map(FieldId).zip(needing);
        let mut frequent: Vec<_> =
            fields.filter(|(_, needing)| is_frequent(needing.len(), program)).collect();
        frequent.sort_by_key(|(_, needing)| usize::MAX - needing.len());
        let mut gates: Vec<(usize, Self)> = frequent
            .into_iter()
            .take(MAX_LOOKED_AT)
            .filter_map(|(field, needing)| {
                let asked = AskedValues::of(program, &asking[field.index()])?;
                Self::of_field(field, asked, (program, needing), needs)
            })
            .collect();
        gates.sort_by_key(|(needing, gate)| (usize::MAX - needing, gate.field));
        let gates: Vec<_> = gates.into_iter().take(MAX_GATES).map(|(_, gate)| gate).collect();
        let mut is_asked = vec![false; program.predicates.len()];
        for (id, _) in gates.iter().flat_map(|gate| &asking[gate.field.index()]) {
            is_asked[id.index()] = true;
        }
        (gates, is_asked)
    }

    /// The gate of a field, and how many filters need one of its values; `needing` are those that need any.
    fn of_field(
        field: FieldId,
        asked: AskedValues,
        (program, needing): (&Program, &[u32]),
        needs: &mut Needs,
    ) -> Option<(usize, Self)> {
        let cost = |id: PredicateId| asked.numbers[id.index()].is_some().then_some(Cost::ONE);
        let empty = FilterSet::with_capacity(program.filters.len());
        let (mut free, mut rows) = (empty.clone(), vec![empty; asked.keys.len()]);
        free.fill();
        for &place in needing {
            let place = place as usize;
            let Some(needed) = needs.of(&program.filters[place].code, &cost) else { continue };
            free.remove(place);
            for &number in
                needed.iter().filter_map(|id| asked.numbers[id.index()].as_ref()).flatten()
            {
                rows[number].insert(place);
            }
        }
        let needing = program.filters.len() - free.len();
        let gate = Self { field, keys: asked.keys, rows, free };
        is_frequent(needing, program).then_some((needing, gate))
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
                && let Some(number) = self.keys.find(key)
            {
                passing.union(&self.rows[number]);
            }
        }
        open.intersect(passing);
    }
}

fn is_frequent(needing: usize, program: &Program) -> bool {
    needing > 0 && needing * SHARE >= program.filters.len()
}

/// By field: the predicates that ask it for given values, with these; texts are asked of the field that stands for it.
fn predicates_by_field<'p>(
    program: &'p Program,
    text_fields: &[FieldId],
) -> Vec<Vec<(PredicateId, &'p [ConstId])>> {
    let mut asking = vec![Vec::new(); program.fields.len()];
    for (id, predicate) in (0..).map(PredicateId).zip(&program.predicates) {
        if let Test::Field(field, FieldTest::OneOf(list, _)) = &predicate.test {
            let is_text = |id: &ConstId| program.constants[id.index()].text().is_some();
            let of_texts = list.iter().all(is_text);
            let field = if of_texts { text_fields[field.index()] } else { *field };
            asking[field.index()].push((id, list.as_slice()));
        }
    }
    asking
}

/// The values that a field is asked for.
struct AskedValues {
    keys: Interner,
    /// By predicate: the numbers of the keys that it asks for; `None` where it asks another field, or for a value of a
    /// type that is not looked up.
    numbers: Vec<Option<Vec<usize>>>,
}

impl AskedValues {
    /// `None` where there are too many for a gate.
    fn of(program: &Program, asking: &[(PredicateId, &[ConstId])]) -> Option<Self> {
        let mut constants: Vec<_> = asking.iter().flat_map(|(_, list)| *list).collect();
        constants.sort_unstable();
        constants.dedup();
        if constants.len() > 2 * MAX_VALUES {
            return None; // sooner than all of them are values: they differ, but for their case
        }
        let mut asked =
            Self { keys: Interner::default(), numbers: vec![None; program.predicates.len()] };
        let mut key = Vec::new();
        for (id, list) in asking {
            let values = || list.iter().map(|constant| program.constants[constant.index()].value());
            if values().all(|value| write_key(&value, &mut key)) {
                let mut number = |value: Value<'_>| {
                    write_key(&value, &mut key);
                    asked.keys.add(&key)
                };
                asked.numbers[id.index()] = Some(values().map(&mut number).collect());
            }
        }
        (1..=MAX_VALUES).contains(&asked.keys.len()).then_some(asked)
    }
}
