//! Fields that many filters need to have a value, whichever it is.

use event::Source;
use pack::{FieldId, Instruction, PredicateId, Program};

use super::FilterSet;
use crate::predicate::Tester;
use crate::values::Values;

/// A field is asked for where at least one in so many filters needs it.
const SHARE: usize = 64;

/// The most fields that are asked for; each costs an event a look, and has its bit in the key of a partition.
const MAX_FIELDS: usize = 32;

/// Fields without which many filters cannot hold.
#[derive(Debug, Default)]
pub(super) struct Presence {
    /// With the filters that need the field.
    fields: Vec<(FieldId, FilterSet)>,
}

impl Presence {
    /// The fields that most filters need.
    pub(super) fn new(
        program: &Program,
        testers: &[Tester],
        is_gate: &dyn Fn(FieldId) -> bool,
    ) -> Self {
        let field_of = |id: PredicateId| match &testers[id.index()] {
            Tester::Field(field, _) if program.fields[field.index()].source == Source::Event => {
                Some(*field)
            }
            _ => None,
        };
        let mut needing = vec![Vec::new(); program.fields.len()];
        for (place, filter) in program.filters.iter().enumerate() {
            for field in needed_fields(&filter.code, &field_of) {
                needing[field.index()].push(place);
            }
        }
        let fields = (0..).map(FieldId).zip(needing);
        let mut fields: Vec<_> = fields
            .filter(|(field, needing)| {
                needing.len() * SHARE >= program.filters.len()
                    && !needing.is_empty()
                    && !is_gate(*field)
            })
            .collect();
        fields.sort_by_key(|(field, needing)| (usize::MAX - needing.len(), *field));
        fields.truncate(MAX_FIELDS);
        let sets = fields
            .into_iter()
            .map(|(field, needing)| (field, FilterSet::of(&needing, program.filters.len())));
        Self { fields: sets.collect() }
    }

    /// One bit for each field: whether the event has a value there.
    pub(super) fn of(&self, values: &Values<'_>) -> u32 {
        let has_value =
            |(field, _): &(FieldId, FilterSet)| u32::from(values.of(*field).next().is_some());
        self.fields.iter().map(has_value).fold(0, |bits, bit| bits << 1 | bit)
    }

    /// Closes the filters that need a field which the event does not have.
    pub(super) fn narrow(&self, open: &mut FilterSet, values: &Values<'_>) {
        for (field, needing) in &self.fields {
            if values.of(*field).next().is_none() {
                open.subtract(needing);
            }
        }
    }
}

/// The fields of which some predicate holds whenever the filter does, in any order. At most 64 fields of a filter are
/// looked at.
///
/// The code is read from its end, as by `need`.
fn needed_fields(
    code: &[Instruction],
    field_of: &dyn Fn(PredicateId) -> Option<FieldId>,
) -> Vec<FieldId> {
    let mut fields = Vec::new();
    // By place: the fields that are needed from there on where the accumulator is false, and where it is true, as bits
    // by their place in `fields`. All of them where the filter cannot hold.
    let mut needs = vec![[u64::MAX; 2]; code.len() + 1];
    needs[code.len()] = [u64::MAX, 0];
    for (place, instruction) in code.iter().enumerate().rev() {
        let next = needs[place + 1];
        let to = |target: u32| needs[(target as usize).min(code.len())];
        needs[place] = match *instruction {
            Instruction::Set(value) => [next[usize::from(value)]; 2],
            Instruction::Test(predicate) => {
                let itself = field_of(predicate).map_or(0, |field| bit_of(field, &mut fields));
                [next[0] & (next[1] | itself); 2]
            }
            Instruction::Not => [next[1], next[0]],
            Instruction::JumpIfFalse(target) => [to(target)[0], next[1]],
            Instruction::JumpIfTrue(target) => [next[0], to(target)[1]],
        };
    }
    let needed = needs[0][0];
    (0..)
        .zip(fields)
        .filter(|(place, _)| needed >> place & 1 == 1)
        .map(|(_, field)| field)
        .collect()
}

/// The bit of a field; none where 64 others came before.
fn bit_of(field: FieldId, fields: &mut Vec<FieldId>) -> u64 {
    let place = fields.iter().position(|other| *other == field).unwrap_or_else(|| {
        fields.push(field);
        fields.len() - 1
    });
    if place < 64 { 1 << place } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Instruction::{JumpIfFalse, JumpIfTrue, Not, Set, Test};

    /// Predicate n asks field n / 10; those from 90 on ask none.
    fn needed(code: &[Instruction]) -> Vec<u32> {
        let field_of = |id: PredicateId| (id.0 < 90).then_some(FieldId(id.0 / 10));
        let mut fields: Vec<_> =
            needed_fields(code, &field_of).into_iter().map(|id| id.0).collect();
        fields.sort_unstable();
        fields
    }

    fn test(id: u32) -> Instruction {
        Test(PredicateId(id))
    }

    #[test]
    fn of_a_conjunction_every_field_is_needed() {
        let code = [test(10), JumpIfFalse(5), test(20), JumpIfFalse(5), test(99)];
        assert_eq!(needed(&code), [1, 2]);
    }

    #[test]
    fn of_a_disjunction_only_what_all_parts_need() {
        assert_eq!(needed(&[test(10), JumpIfTrue(3), test(11)]), [1]);
        assert_eq!(needed(&[test(10), JumpIfTrue(3), test(20)]), [0; 0]);
        assert_eq!(needed(&[test(10), JumpIfTrue(3), test(99)]), [0; 0]);
    }

    #[test]
    fn a_negation_needs_no_field() {
        assert_eq!(needed(&[test(10), Not]), [0; 0]);
        assert_eq!(needed(&[test(20), JumpIfFalse(4), test(10), Not]), [2]);
        assert_eq!(needed(&[Set(true)]), [0; 0]);
    }
}
