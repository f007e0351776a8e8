//! The fields that a filter needs to have a value.

use pack::{FieldId, Instruction, PredicateId, Program};

use super::backwards::read_back;

/// By field: the filters that need one of its predicates, ascending. `field_of` says which field a predicate is of.
pub(super) fn filters_needing(
    program: &Program,
    field_of: impl Fn(PredicateId) -> Option<FieldId>,
) -> Vec<Vec<u32>> {
    let mut needing = vec![Vec::new(); program.fields.len()];
    let mut needed = NeededFields::new(program.fields.len());
    for (place, filter) in (0..).zip(&program.filters) {
        for field in needed.of(&filter.code, &field_of) {
            needing[field.index()].push(place);
        }
    }
    needing
}

/// Finds the fields that filters need, one filter after the other, in the same memory.
struct NeededFields {
    asked: AskedFields,
    /// By place in the code: the fields that are needed from there on where the accumulator is false, and where it is
    /// true, as bits by their place in `fields`. All of them where the filter cannot hold.
    needs: Vec<[u64; 2]>,
}

/// The fields that one filter asks.
struct AskedFields {
    fields: Vec<FieldId>,
    /// By field: its place in `fields`, where it is there.
    places: Vec<usize>,
}

impl NeededFields {
    /// With so many fields.
    fn new(fields: usize) -> Self {
        let asked = AskedFields { fields: Vec::new(), places: vec![0; fields] };
        Self { asked, needs: Vec::new() }
    }

    /// The fields of which some predicate holds whenever the filter does, in any order. At most 64 fields of a filter
    /// are looked at.
    fn of(
        &mut self,
        code: &[Instruction],
        field_of: impl Fn(PredicateId) -> Option<FieldId>,
    ) -> impl Iterator<Item = FieldId> {
        let Self { asked, needs } = self;
        asked.fields.clear();
        let needed = read_back(code, needs, [u64::MAX, 0], |id, next| {
            next[0] & (next[1] | field_of(id).map_or(0, |field| asked.bit_of(field)))
        });
        let is_needed = move |place: u32| needed >> place & 1 == 1;
        (0..64)
            .zip(&self.asked.fields)
            .filter(move |(place, _)| is_needed(*place))
            .map(|(_, field)| *field)
    }
}

impl AskedFields {
    /// The bit of a field; none where 64 others came before.
    fn bit_of(&mut self, field: FieldId) -> u64 {
        let place = &mut self.places[field.index()];
        if self.fields.get(*place) != Some(&field) {
            *place = self.fields.len();
            self.fields.push(field);
        }
        if *place < 64 { 1 << *place } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Instruction::{JumpIfFalse, JumpIfTrue, Not, Set, Test};

    /// Predicate n asks field n / 10; those from 90 on ask none.
    fn needed(code: &[Instruction]) -> Vec<u32> {
        let field_of = |id: PredicateId| (id.0 < 90).then_some(FieldId(id.0 / 10));
        let mut needed = NeededFields::new(9);
        let mut fields: Vec<_> = needed.of(code, field_of).map(|id| id.0).collect();
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
