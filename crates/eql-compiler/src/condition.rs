//! Conditions to instructions.

use eql_hir::{Condition, Query};
use pack::{Filter, FilterId, Instruction, PredicateId};

use crate::graph::Compiler;

impl Compiler {
    /// The filter of a condition; an equal one of another rule is shared. `leaves` are the predicates of the leaves
    /// that it can name.
    pub(crate) fn filter(
        &mut self,
        query: &Query,
        condition: &Condition,
        leaves: &[PredicateId],
    ) -> FilterId {
        let mut emitter = Emitter { query, leaves, code: Vec::new() };
        emitter.emit(condition);
        FilterId(self.filters.place(Filter { code: emitter.code }))
    }
}

struct Emitter<'q> {
    query: &'q Query,
    leaves: &'q [PredicateId],
    code: Vec<Instruction>,
}

impl Emitter<'_> {
    fn emit(&mut self, condition: &Condition) {
        match condition {
            Condition::Constant(value) => self.code.push(Instruction::Set(*value)),
            Condition::Leaf(leaf) => {
                self.code.push(Instruction::Test(self.leaves[leaf.0 as usize]));
            }
            Condition::Not(inner) => {
                self.emit(inner);
                self.code.push(Instruction::Not);
            }
            Condition::And(parts) => self.emit_until(parts, Instruction::JumpIfFalse),
            Condition::Or(parts) => self.emit_until(parts, Instruction::JumpIfTrue),
        }
    }

    /// The parts with a jump to the end behind each but the last: in order, but first those that the event at hand
    /// decides alone, so that the others are rarely needed.
    fn emit_until(&mut self, parts: &[Condition], jump: fn(u32) -> Instruction) {
        let (later, first): (Vec<_>, Vec<_>) =
            parts.iter().partition(|part| self.query.looks_back(part));
        let mut jumps = Vec::new();
        for (index, part) in first.into_iter().chain(later).enumerate() {
            if index > 0 {
                jumps.push(self.code.len());
                self.code.push(jump(0));
            }
            self.emit(part);
        }
        let end = u32::try_from(self.code.len()).unwrap_or(u32::MAX);
        for place in jumps {
            self.code[place] = jump(end);
        }
    }
}
