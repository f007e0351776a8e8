//! Fields that many filters ask for one of few values: category, system, action.

use pack::{ConstId, FieldId, FieldTest, PredicateId, Program, Test};

use super::FilterSet;
use super::cost::Cost;
use super::key::{has_key, write_key};
use super::need::Needs;
use super::needed_field::filters_needing;
use crate::interner::Interner;
use crate::lists::Lists;
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
    /// The gates of a program, those that most filters need first, and by predicate whether a gate asks for its values.
    pub(super) fn all(
        program: &Program,
        text_fields: &[FieldId],
        needs: &mut Needs,
    ) -> (Vec<Self>, Vec<bool>) {
        let asked = Asked::new(program, text_fields);
        let needing = filters_needing(program, &|id| asked.field_of[id.index()]);
        let fields = (0..).map(FieldId).zip(&needing);
        let mut frequent: Vec<_> =
            fields.filter(|(_, needing)| is_frequent(needing.len(), program)).collect();
        frequent.sort_by_key(|(_, needing)| usize::MAX - needing.len());
        let gates = frequent.into_iter().take(MAX_LOOKED_AT).filter_map(|(field, needing)| {
            Self::of_field(field, (program, needing), &asked, needs)
        });
        let gates: Vec<_> = gates.take(MAX_GATES).collect();
        let mut is_asked = vec![false; program.predicates.len()];
        for (id, _) in gates.iter().flat_map(|gate| &asked.lists[gate.field.index()]) {
            is_asked[id.index()] = true;
        }
        (gates, is_asked)
    }

    /// The gate of a field; `needing` are the filters that need one of the values that it is asked for.
    fn of_field(
        field: FieldId,
        (program, needing): (&Program, &[u32]),
        asked: &Asked<'_>,
        needs: &mut Needs,
    ) -> Option<Self> {
        let values = AskedValues::of(program, &asked.lists[field.index()])?;
        let cost =
            |id: PredicateId| (asked.field_of[id.index()] == Some(field)).then_some(Cost::ONE);
        let empty = FilterSet::with_capacity(program.filters.len());
        let (mut free, mut rows) = (empty.clone(), vec![empty; values.keys.len()]);
        free.fill();
        let mut closed = 0;
        for &place in needing {
            let place = place as usize;
            let Some(needed) = needs.of(&program.filters[place].code, &cost) else { continue };
            free.remove(place);
            closed += 1;
            for &number in needed.iter().flat_map(|id| values.numbers_of(*id)) {
                rows[number as usize].insert(place);
            }
        }
        is_frequent(closed, program).then_some(Self { field, keys: values.keys, rows, free })
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

/// The predicates that ask for given values; texts are asked of the field that stands for theirs.
struct Asked<'p> {
    /// By predicate: the field. `None` where it asks anything else, or for a value of a type that is not looked up.
    field_of: Vec<Option<FieldId>>,
    /// By field: the predicates with the values, ascending.
    lists: Vec<Vec<(PredicateId, &'p [ConstId])>>,
}

impl<'p> Asked<'p> {
    fn new(program: &'p Program, text_fields: &[FieldId]) -> Self {
        let mut lists = vec![Vec::new(); program.fields.len()];
        let predicates = (0..).map(PredicateId).zip(&program.predicates);
        let field_of = predicates.map(|(id, predicate)| {
            let Test::Field(field, FieldTest::OneOf(list, _)) = &predicate.test else {
                return None;
            };
            let value = |id: &ConstId| program.constants[id.index()].value();
            if !list.iter().all(|id| has_key(&value(id))) {
                return None;
            }
            let of_texts = program.are_texts(list);
            let field = if of_texts { text_fields[field.index()] } else { *field };
            lists[field.index()].push((id, list.as_slice()));
            Some(field)
        });
        Self { field_of: field_of.collect(), lists }
    }
}

/// The values that a field is asked for.
struct AskedValues {
    keys: Interner,
    /// The predicates that ask for them, ascending.
    predicates: Vec<PredicateId>,
    /// By place in `predicates`: the numbers of the keys that it asks for.
    numbers: Lists<u32>,
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
        let (mut keys, mut key, mut numbers) = (Interner::default(), Vec::new(), Vec::new());
        for (place, (_, list)) in asking.iter().enumerate() {
            for constant in *list {
                write_key(&program.constants[constant.index()].value(), &mut key);
                numbers.push((place, u32::try_from(keys.add(&key)).unwrap_or(u32::MAX)));
            }
        }
        let predicates: Vec<_> = asking.iter().map(|(id, _)| *id).collect();
        let numbers = Lists::new(predicates.len(), &numbers);
        (1..=MAX_VALUES).contains(&keys.len()).then_some(Self { keys, predicates, numbers })
    }

    fn numbers_of(&self, predicate: PredicateId) -> &[u32] {
        let place = self.predicates.binary_search(&predicate);
        place.map_or(&[], |place| self.numbers.of(place))
    }
}
