//! What a look through the values of a field finds, each thing once.

/// Memory for one look after the other.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The filters that the values name.
    named: Vec<u32>,
    /// The predicates that hold, by their numbers among those of the field.
    affirmed: Vec<u32>,
    /// The same as bits.
    is_named: Vec<u64>,
    is_affirmed: Vec<u64>,
}

impl Draft {
    /// With memory for so many filters, and so many predicates of a field.
    pub(super) fn new(filters: usize, predicates: usize) -> Self {
        Self {
            named: Vec::with_capacity(filters),
            affirmed: Vec::with_capacity(predicates),
            is_named: vec![0; filters.div_ceil(64)],
            is_affirmed: vec![0; predicates.div_ceil(64)],
        }
    }

    pub(super) fn named(&self) -> &[u32] {
        &self.named
    }

    pub(super) fn affirmed(&self) -> &[u32] {
        &self.affirmed
    }

    pub(super) fn clear(&mut self) {
        for filter in self.named.drain(..) {
            self.is_named[filter as usize / 64] = 0;
        }
        for predicate in self.affirmed.drain(..) {
            self.is_affirmed[predicate as usize / 64] = 0;
        }
    }

    /// Adds filters that the values name.
    pub(super) fn name(&mut self, filters: &[u32]) {
        for &filter in filters {
            let (word, bit) = (&mut self.is_named[filter as usize / 64], 1 << (filter % 64));
            if *word & bit == 0 {
                *word |= bit;
                self.named.push(filter);
            }
        }
    }

    /// Notes that a predicate holds where it does and that is not known yet.
    pub(super) fn affirm(&mut self, predicate: u32, holds: impl FnOnce() -> bool) {
        let (word, bit) = (&mut self.is_affirmed[predicate as usize / 64], 1 << (predicate % 64));
        if *word & bit == 0 && holds() {
            *word |= bit;
            self.affirmed.push(predicate);
        }
    }
}
