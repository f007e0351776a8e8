//! The predicates of each field, counted.

use pack::{FieldId, PredicateId};

use crate::predicate::Tester;

/// The number of each predicate among those that ask the same field, or one that it stands for.
#[derive(Debug)]
pub(super) struct Numbers {
    /// By predicate; nothing of those that do not ask a field.
    numbers: Vec<u32>,
    /// By field: how many there are.
    counts: Vec<u32>,
}

impl Numbers {
    pub(super) fn new(testers: &[Tester], text_fields: &[FieldId]) -> Self {
        let mut counts = vec![0; text_fields.len()];
        let mut number = |tester: &Tester| {
            let Tester::Field(field, _) = tester else { return 0 };
            let count = &mut counts[text_fields[field.index()].index()];
            *count += 1;
            *count - 1
        };
        let numbers = testers.iter().map(&mut number).collect();
        Self { numbers, counts }
    }

    pub(super) fn of(&self, predicate: PredicateId) -> u32 {
        self.numbers[predicate.index()]
    }

    pub(super) fn count(&self, field: FieldId) -> usize {
        self.counts[field.index()] as usize
    }
}
