//! Conditions to instructions.

use eql_hir::Condition;
use pack::{Filter, FilterId, Instruction, PredicateId};

use crate::graph::Compiler;

impl Compiler {
    /// The filter of a condition; an equal one of another rule is shared.
    pub(crate) fn filter(&mut self, condition: &Condition, leaves: &[PredicateId]) -> FilterId {
        let mut code = Vec::new();
        emit(condition, leaves, &mut code);
        FilterId(self.filters.place(Filter { code }))
    }
}

fn emit(condition: &Condition, leaves: &[PredicateId], code: &mut Vec<Instruction>) {
    match condition {
        Condition::Constant(value) => code.push(Instruction::Set(*value)),
        Condition::Leaf(leaf) => code.push(Instruction::Test(leaves[leaf.0 as usize])),
        Condition::Not(inner) => {
            emit(inner, leaves, code);
            code.push(Instruction::Not);
        }
        Condition::And(parts) => emit_until(parts, leaves, code, Instruction::JumpIfFalse),
        Condition::Or(parts) => emit_until(parts, leaves, code, Instruction::JumpIfTrue),
    }
}

/// The parts in order, with a jump to the end behind each but the last.
fn emit_until(
    parts: &[Condition],
    leaves: &[PredicateId],
    code: &mut Vec<Instruction>,
    jump: fn(u32) -> Instruction,
) {
    let mut jumps = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            jumps.push(code.len());
            code.push(jump(0));
        }
        emit(part, leaves, code);
    }
    let end = u32::try_from(code.len()).unwrap_or(u32::MAX);
    for place in jumps {
        code[place] = jump(end);
    }
}
