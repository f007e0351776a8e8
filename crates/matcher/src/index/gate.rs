//! Fields that many filters ask for one of few values: category, system, action.

use std::iter::successors;

use pack::{ConstId, FieldId, FieldTest, PredicateId, Program, Test};

use super::FilterSet;
use super::backwards::read_back;
use super::key::{has_key, write_key};
use super::needed_field::filters_needing;
use crate::interner::Interner;
use crate::values::Values;

/// A field is a gate where at least one in so many filters needs it.
const SHARE: usize = 20;

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
    pub(super) fn all(program: &Program, text_fields: &[FieldId]) -> (Vec<Self>, Vec<bool>) {
        let asked = Asked::new(program, text_fields);
        let needing = filters_needing(program, |id| asked.field_of[id.index()]);
        let fields = (0..).map(FieldId).zip(&needing);
        let mut frequent: Vec<_> =
            fields.filter(|(_, needing)| is_frequent(needing.len(), program)).collect();
        frequent.sort_by_key(|(_, needing)| usize::MAX - needing.len());
        let gates = frequent
            .into_iter()
            .take(MAX_LOOKED_AT)
            .filter_map(|(field, needing)| Self::of_field(field, (program, needing), &asked));
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
    ) -> Option<Self> {
        let values = AskedValues::of(program, &asked.lists[field.index()])?;
        let empty = FilterSet::with_capacity(program.filters.len());
        let mut gate = Self { field, keys: Interner::default(), rows: Vec::new(), free: empty };
        gate.rows.resize(values.keys.len(), gate.free.clone());
        gate.free.fill();
        if values.keys.len() < 64 {
            gate.close::<1>((program, needing), asked, &values);
        } else {
            gate.close::<MOST_WORDS>((program, needing), asked, &values);
        }
        gate.keys = values.keys;
        Some(gate)
    }

    /// Closes the gate for filters but for the values that they need, of which there are fewer than bits.
    fn close<const WORDS: usize>(
        &mut self,
        (program, needing): (&Program, &[u32]),
        asked: &Asked<'_>,
        values: &AskedValues,
    ) {
        let mut places = Vec::new();
        for &filter in needing {
            let filter = filter as usize;
            let code = &program.filters[filter].code;
            let ends = [Choice::<WORDS>::NONE, Choice::ANY];
            let choice = read_back(code, &mut places, ends, |id, next| {
                let is_asked = asked.field_of[id.index()] == Some(self.field);
                Choice::after_test(next, is_asked.then(|| values.choice_of(id)))
            });
            if choice != Choice::ANY {
                self.free.remove(filter);
                choice.values().for_each(|value| self.rows[value].insert(filter));
            }
        }
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
    /// The predicates that ask for them, ascending, with those that each asks for.
    choices: Vec<(PredicateId, Choice<MOST_WORDS>)>,
}

impl AskedValues {
    /// `None` where there are too many for a gate.
    fn of(program: &Program, asking: &[(PredicateId, &[ConstId])]) -> Option<Self> {
        let (mut keys, mut key) = (Interner::default(), Vec::new());
        let mut choices = Vec::with_capacity(asking.len());
        for (id, list) in asking {
            let mut choice = Choice::NONE;
            for constant in *list {
                write_key(&program.constants[constant.index()].value(), &mut key);
                let value = keys.add(&key);
                if value >= MAX_VALUES {
                    return None;
                }
                choice.add(value);
            }
            choices.push((*id, choice));
        }
        (keys.len() > 0).then_some(Self { keys, choices })
    }

    fn choice_of<const WORDS: usize>(&self, predicate: PredicateId) -> Choice<WORDS> {
        let place = self.choices.binary_search_by_key(&predicate, |(id, _)| *id);
        place.map_or(Choice::ANY, |place| self.choices[place].1.narrowed())
    }
}

/// Values of a gate of which an event must have one, as bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Choice<const WORDS: usize>([u64; WORDS]);

/// The most words that the bits of a choice are.
const MOST_WORDS: usize = 4;

/// A field with more values is no gate: each value is a set of filters. There is a bit more.
const MAX_VALUES: usize = 64 * MOST_WORDS - 1;

impl<const WORDS: usize> Choice<WORDS> {
    /// No value will do.
    const NONE: Self = Self([0; WORDS]);

    /// It need not have one of them.
    const ANY: Self = Self([u64::MAX; WORDS]);

    /// Either a test holds, which takes one of `asked`, and what follows one that fails decides the rest; or what follows
    /// decides, whichever it does. The one with fewer values is taken.
    fn after_test([if_false, if_true]: [Self; 2], asked: Option<Self>) -> Self {
        let rest = if_false.or(if_true);
        let Some(asked) = asked else { return rest };
        let itself = if_false.or(asked);
        if itself.count() < rest.count() { itself } else { rest }
    }

    fn add(&mut self, value: usize) {
        self.0[value / 64] |= 1 << (value % 64);
    }

    fn or(self, other: Self) -> Self {
        let mut both = self;
        both.0.iter_mut().zip(other.0).for_each(|(word, other)| *word |= other);
        both
    }

    fn count(self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    fn values(self) -> impl Iterator<Item = usize> {
        (0..WORDS).flat_map(move |at| {
            let left = |word: u64| (word != 0).then_some(word);
            let words = successors(left(self.0[at]), move |word| left(word & (word - 1)));
            words.map(move |word| 64 * at + word.trailing_zeros() as usize)
        })
    }
}

impl Choice<MOST_WORDS> {
    /// The same where there are so few values.
    fn narrowed<const WORDS: usize>(self) -> Choice<WORDS> {
        Choice(std::array::from_fn(|at| self.0[at]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice<const WORDS: usize>(values: &[usize]) -> Choice<WORDS> {
        let mut choice = Choice::NONE;
        for &value in values {
            choice.add(value);
        }
        choice
    }

    #[test]
    fn the_choice_with_fewer_values_is_taken() {
        let (one, two, three) = (choice::<1>(&[7]), choice(&[1, 2]), choice(&[3, 4, 5]));
        let after = |if_false, if_true, asked| Choice::after_test([if_false, if_true], asked);
        assert_eq!(after(Choice::NONE, three, Some(two)), two, "`asked and three`");
        assert_eq!(after(Choice::NONE, one, Some(two)), one);
        assert_eq!(after(one, Choice::ANY, Some(two)), choice(&[1, 2, 7]), "`asked or one`");
        assert_eq!(after(Choice::NONE, two, None), two, "another field");
        assert_eq!(after(two, Choice::ANY, None), Choice::ANY);
        assert_eq!(after(Choice::ANY, two, Some(one)), Choice::ANY);
    }

    #[test]
    fn a_choice_has_the_values_that_were_added() {
        let wide = choice::<MOST_WORDS>(&[0, 63, 64, MAX_VALUES - 1]);
        assert_eq!(wide.values().collect::<Vec<_>>(), [0, 63, 64, MAX_VALUES - 1]);
        assert_eq!(choice::<MOST_WORDS>(&[0, 62]).narrowed(), choice::<1>(&[0, 62]));
        assert!(choice::<MOST_WORDS>(&(0..MAX_VALUES).collect::<Vec<_>>()) != Choice::ANY);
    }
}
