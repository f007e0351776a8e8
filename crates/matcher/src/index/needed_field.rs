//! The fields that a filter needs to have a value.

use pack::{FieldId, Instruction, PredicateId};

use super::Rules;

/// By field that stands for others: the filters that cannot hold where it has no value, ascending.
pub(super) fn filters_needing(rules: Rules<'_>, text_fields: &[FieldId]) -> Vec<Vec<u32>> {
    let program = rules.program;
    let field_of = |id| rules.field_of(id).map(|field| text_fields[field.index()]);
    let mut needing = vec![Vec::new(); program.fields.len()];
    for (place, filter) in (0..).zip(&program.filters) {
        for field in needed_fields(&filter.code, &field_of) {
            needing[field.index()].push(place);
        }
    }
    needing
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
