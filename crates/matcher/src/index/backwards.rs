//! Reading the code of a filter from its end.

use pack::{Instruction, PredicateId};

/// What is known in front of the first instruction, where the accumulator is false.
///
/// Jumps only go forward, so what the rest of the code comes to is known, for an accumulator that is false and for one that
/// is true, before an instruction is reached. `end` is that behind the last one, and `test` makes of what follows a
/// predicate what is in front of it. `places` is memory.
pub(super) fn read_back<T: Copy>(
    code: &[Instruction],
    places: &mut Vec<[T; 2]>,
    end: [T; 2],
    mut test: impl FnMut(PredicateId, [T; 2]) -> T,
) -> T {
    places.clear();
    places.resize(code.len() + 1, end);
    let mut next = end;
    for (place, instruction) in code.iter().enumerate().rev() {
        let to = |target: u32| places[(target as usize).min(code.len())];
        next = match *instruction {
            Instruction::Set(value) => [next[usize::from(value)]; 2],
            Instruction::Test(predicate) => [test(predicate, next); 2],
            Instruction::Not => [next[1], next[0]],
            Instruction::JumpIfFalse(target) => [to(target)[0], next[1]],
            Instruction::JumpIfTrue(target) => [next[0], to(target)[1]],
        };
        places[place] = next;
    }
    next[0]
}
